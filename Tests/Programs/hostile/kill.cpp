// says: killed nobody
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main() {
    int done = 0;
    for (int pid = 1; pid < 70000; pid++) {
        if (pid == getpid()) continue;
        if (syscall(SYS_kill, pid, 0) == 0) done++;
    }
    puts(done == 0 ? "killed nobody" : "could kill");
}
