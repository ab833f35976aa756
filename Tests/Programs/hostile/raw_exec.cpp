// says: nothing runs
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
int main() {
    long a = syscall(SYS_ptrace, 0, 0, 0, 0), b = syscall(SYS_unshare, 0x10000000), c = syscall(SYS_mount, "x", "/", "tmpfs", 0, 0),
        d = syscall(SYS_bpf, 0, 0, 0), e = syscall(SYS_clone, 17, 0, 0, 0, 0), f = syscall(SYS_keyctl, 0, 0, 0), g = syscall(SYS_io_uring_setup, 8, 0);
    puts(a < 0 && b < 0 && c < 0 && d < 0 && e < 0 && f < 0 && g < 0 ? "nothing runs" : "something runs");
}
