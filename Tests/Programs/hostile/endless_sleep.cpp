// says: stopped here
#include <windows.h>
int main() {
    for (;;) Sleep(10);
}
