// says: memory: no
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main() {
    for (int i = 0; i < 100; i++) {
        char* p = (char*)malloc((size_t)1 << 30);
        if (!p) {
            puts("memory: no");
            return 0;
        }
        p[0] = 1;
    }
    puts("memory: a hundred gibibytes");
}
