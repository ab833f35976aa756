// Mutexes and semaphores, and what they refuse.
#include <windows.h>
#include <process.h>
#include <stdio.h>

static HANDLE m, sem;
static int shared;
static unsigned __stdcall work(void*) {
    for (int i = 0; i < 50; i++) {
        WaitForSingleObject(m, INFINITE);
        int before = shared;
        Sleep(0);
        shared = before + 1;
        ReleaseMutex(m);
    }
    ReleaseSemaphore(sem, 1, NULL);
    return 0;
}
static unsigned __stdcall keep(void*) { WaitForSingleObject(m, INFINITE); return 0; }

int main() {
    m = CreateMutex(NULL, FALSE, NULL);
    sem = CreateSemaphore(NULL, 0, 2, NULL);
    HANDLE t[2];
    for (int i = 0; i < 2; i++) t[i] = (HANDLE)_beginthreadex(NULL, 0, work, NULL, 0, NULL);
    WaitForSingleObject(sem, INFINITE);
    WaitForSingleObject(sem, INFINITE);
    printf("shared %d, semaphore empty: %d\n", shared, WaitForSingleObject(sem, 0) == WAIT_TIMEOUT);
    WaitForMultipleObjects(2, t, TRUE, INFINITE);
    LONG before = -1;
    BOOL ok = ReleaseSemaphore(sem, 2, &before);
    printf("released %d, before %ld\n", ok, before);
    ok = ReleaseSemaphore(sem, 1, &before);
    printf("too many %d %lu\n", ok, GetLastError());
    ok = ReleaseMutex(m);
    printf("not mine %d %lu\n", ok, GetLastError());
    ok = SetEvent(m);
    printf("no event %d %lu\n", ok, GetLastError());
    HANDLE k = (HANDLE)_beginthreadex(NULL, 0, keep, NULL, 0, NULL);
    WaitForSingleObject(k, INFINITE);
    printf("abandoned %lu\n", WaitForSingleObject(m, INFINITE));
    printf("mine already %lu\n", WaitForSingleObject(m, 0));
    printf("%d", ReleaseMutex(m));
    printf("%d", ReleaseMutex(m));
    printf("%d\n", ReleaseMutex(m));
    CloseHandle(k);
    CloseHandle(t[0]);
    CloseHandle(t[1]);
    CloseHandle(m);
    CloseHandle(sem);
}
