// CRITICAL_SECTION: entered twice by its owner, tried by another thread.
#include <windows.h>
#include <stdio.h>

static CRITICAL_SECTION cs;
static int shared;

static DWORD WINAPI add(LPVOID) {
    for (int i = 0; i < 1000; i++) {
        EnterCriticalSection(&cs);
        int before = shared;
        if (i % 100 == 0) Sleep(0);
        shared = before + 1;
        LeaveCriticalSection(&cs);
    }
    return 0;
}
static DWORD WINAPI attempt(LPVOID) { return TryEnterCriticalSection(&cs) ? 1 : 0; }

int main() {
    InitializeCriticalSectionAndSpinCount(&cs, 4000);
    HANDLE t[3];
    for (int i = 0; i < 3; i++) t[i] = CreateThread(0, 0, add, 0, 0, 0);
    WaitForMultipleObjects(3, t, TRUE, INFINITE);
    printf("shared %d\n", shared);
    EnterCriticalSection(&cs);
    EnterCriticalSection(&cs);
    HANDLE other = CreateThread(0, 0, attempt, 0, 0, 0);
    WaitForSingleObject(other, INFINITE);
    DWORD code;
    GetExitCodeThread(other, &code);
    printf("another thread gets in: %lu\n", code);
    LeaveCriticalSection(&cs);
    LeaveCriticalSection(&cs);
    CloseHandle(other);
    for (int i = 0; i < 3; i++) CloseHandle(t[i]);
    DeleteCriticalSection(&cs);
}
