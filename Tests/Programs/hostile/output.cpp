// says: bytes more were printed than are kept
#include <stdio.h>
int main() {
    for (int i = 0; i < 3000000; i++) printf("a line that says nothing at all, number %d\n", i);
}
