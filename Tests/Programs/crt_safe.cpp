// The _s functions and other names of Microsoft's C library.
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main() {
    char to[12];
    printf("%d %s\n", strcpy_s(to, sizeof to, "copy"), to);
    printf("%d %s\n", strcat_s(to, sizeof to, "+cat"), to);
    printf("%d %s\n", strncpy_s(to, sizeof to, "abcdef", 3), to);
    char line[] = "one two  three";
    char* rest = NULL;
    for (char* word = strtok_s(line, " ", &rest); word; word = strtok_s(NULL, " ", &rest)) printf("[%s]", word);
    printf("\n");
    int a = 0, b = 0;
    int read = sscanf_s("12 34", "%d %d", &a, &b);
    printf("%d %d %d\n", read, a, b);
    printf("%d %d\n", _stricmp("Hello", "hELLO"), _strnicmp("abc", "ABD", 2));
    char* copy = _strdup("dup");
    printf("%s %d\n", _strupr(copy), (int)strnlen(copy, 10));
    free(copy);
    char digits[16];
    _itoa_s(255, digits, sizeof digits, 16);
    printf("%s %d\n", digits, atoi("77x"));
    int list[] = {5, 2, 9, 1};
    qsort(list, 4, sizeof(int), [](const void* x, const void* y) { return *(const int*)x - *(const int*)y; });
    printf("%d %d %d %d\n", list[0], list[1], list[2], list[3]);
    printf("%d %d %d\n", (int)_countof(list), __max(3, 4), __min(3, 4));
    BYTE memory[4];
    FillMemory(memory, 4, 7);
    ZeroMemory(memory, 2);
    CopyMemory(memory + 1, memory + 3, 1);
    printf("%d %d %d %d\n", memory[0], memory[1], memory[2], memory[3]);
    printf("%x %x %lx\n", LOBYTE(0x1234), HIBYTE(0x1234), MAKELONG(1, 2));
}
