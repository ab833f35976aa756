// The formats of the printf family with Windows' meanings.
#include <windows.h>
#include <stdio.h>
#include <string.h>

int main() {
    printf("%d %ld %lu %I64d %lld %I32d\n", -1, -2L, 3UL, -4LL, 5LL, 6);
    printf("%5d|%-5d|%05d|%+d|% d\n", 42, 42, 42, 42, 42);
    printf("%x %X %#x %o\n", 255, 255, 255, 8);
    printf("%.3f %8.2f %e %g\n", 3.14159, 2.5, 12345.678, 0.0001);
    printf("%s|%10s|%-10s|%.2s|%c%%\n", "text", "right", "left", "cut", 'c');
    printf("%*d %.*s\n", 6, 7, 3, "abcdef");
    printf("%p\n", (void*)0x1234);
    printf("%u %hu %hhu\n", 4294967295u, (unsigned short)65535, (unsigned char)255);
    char text[8];
    int n = _snprintf(text, sizeof text, "%s", "too long a text");
    text[7] = 0;
    printf("%d %s\n", n, text);
    n = sprintf_s(text, sizeof text, "%d", 1234567);
    printf("%d %s\n", n, text);
    n = snprintf(text, sizeof text, "%s", "too long a text");
    printf("%d %s\n", n, text);
    DWORD d = 4000000000u;
    LONG l = -5;
    printf("%lu %ld %lx\n", d, l, d);
    SIZE_T z = 99;
    printf("%Iu %zu\n", z, z);
}
