// says: passwd no, root no, home no, proc no
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
static const char* can(const char* path, int how) {
    int file = open(path, how, 0600);
    if (file >= 0) close(file);
    return file >= 0 ? "yes" : "no";
}
int main() {
    printf("passwd %s, root %s, home %s, proc %s\n", can("/etc/passwd", O_RDONLY), can("/written", O_CREAT | O_WRONLY),
        can("/root/.bashrc", O_RDONLY), can("/proc/1/environ", O_RDONLY));
}
