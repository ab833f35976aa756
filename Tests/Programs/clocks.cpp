// Sleeps and clocks: what sleeps longer wakes later, whatever it costs.
#include <windows.h>
#include <stdio.h>
#include <chrono>
#include <thread>

static int order[3], place;
static DWORD WINAPI sleeper(LPVOID p) {
    Sleep((DWORD)(INT_PTR)p * 100);
    order[place++] = (int)(INT_PTR)p;
    return 0;
}

int main() {
    DWORD tick = GetTickCount();
    ULONGLONG tick64 = GetTickCount64();
    LARGE_INTEGER before, after, frequency;
    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&before);
    HANDLE t[3];
    int delays[3] = {3, 1, 2};
    for (int i = 0; i < 3; i++) t[i] = CreateThread(0, 0, sleeper, (LPVOID)(INT_PTR)delays[i], 0, 0);
    WaitForMultipleObjects(3, t, TRUE, INFINITE);
    QueryPerformanceCounter(&after);
    double seconds = (double)(after.QuadPart - before.QuadPart) / frequency.QuadPart;
    printf("order %d %d %d\n", order[0], order[1], order[2]);
    printf("%d %d %d\n", GetTickCount() - tick >= 290, GetTickCount64() - tick64 >= 290, seconds > 0.25 && seconds < 2);
    auto start = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
    printf("%d\n", passed >= 150 && passed < 1000);
    SYSTEMTIME now;
    GetLocalTime(&now);
    printf("%d %d\n", now.wYear >= 2020, now.wMonth >= 1 && now.wMonth <= 12);
    for (HANDLE h : t) CloseHandle(h);
}
