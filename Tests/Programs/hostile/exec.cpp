// says: exec: no
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
int main() {
    char* words[] = {(char*)"/bin/sh", (char*)"-c", (char*)"echo taken", NULL};
    execv(words[0], words);
    puts("exec: no");
}
