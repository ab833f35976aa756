// Threads that poll memory instead of waiting.
#include <windows.h>
#include <stdio.h>
#include <atomic>
#include <thread>

static volatile bool flag;
static std::atomic<int> step{0};

static DWORD WINAPI set(LPVOID) {
    flag = true;
    return 0;
}

int main() {
    HANDLE t = CreateThread(0, 0, set, 0, 0, 0);
    while (!flag) {}
    printf("flag\n");
    std::thread other([] {
        for (int i = 0; i < 3; i++) {
            while (step.load() != i * 2 + 1) std::this_thread::yield();
            step++;
        }
    });
    for (int i = 0; i < 3; i++) {
        step++;
        while (step.load() != i * 2 + 2) {}
    }
    other.join();
    printf("step %d\n", step.load());
    WaitForSingleObject(t, INFINITE);
    CloseHandle(t);
}
