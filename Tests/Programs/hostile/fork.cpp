// says: fork: no
#include <stdio.h>
#include <unistd.h>
int main() {
    puts(fork() < 0 ? "fork: no" : "fork: yes");
}
