// says: sockets: no
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main() {
    long s = syscall(SYS_socket, 2, 1, 0), u = syscall(SYS_socket, 1, 1, 0);
    puts(s < 0 && u < 0 ? "sockets: no" : "sockets: yes");
}
