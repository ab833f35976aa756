// Events that reset by themselves and by hand.
#include <windows.h>
#include <stdio.h>

static HANDLE go, done;
static LONG passed;
static DWORD WINAPI waiter(LPVOID) {
    WaitForSingleObject(go, INFINITE);
    if (InterlockedIncrement(&passed) == 3) SetEvent(done);
    return 0;
}

int main() {
    HANDLE single = CreateEvent(NULL, FALSE, TRUE, NULL);
    printf("auto: %lu", WaitForSingleObject(single, 0));
    printf(" then %lu\n", WaitForSingleObject(single, 0));
    go = CreateEvent(NULL, TRUE, FALSE, NULL);
    done = CreateEvent(NULL, FALSE, FALSE, NULL);
    HANDLE t[3];
    for (int i = 0; i < 3; i++) t[i] = CreateThread(0, 0, waiter, 0, 0, 0);
    printf("nobody yet: %d\n", WaitForSingleObject(done, 20) == WAIT_TIMEOUT);
    SetEvent(go);
    WaitForSingleObject(done, INFINITE);
    WaitForMultipleObjects(3, t, TRUE, INFINITE);
    printf("passed %ld, still set: %lu\n", passed, WaitForSingleObject(go, 0));
    ResetEvent(go);
    printf("reset: %lu\n", WaitForSingleObject(go, 0));
    HANDLE both[2] = {single, go};
    SetEvent(go);
    printf("any: %lu\n", WaitForMultipleObjects(2, both, FALSE, 0));
    printf("all: %lu\n", WaitForMultipleObjects(2, both, TRUE, 10));
    SetEvent(single);
    printf("all: %lu\n", WaitForMultipleObjects(2, both, TRUE, 10));
    printf("taken: %lu\n", WaitForSingleObject(single, 0));
    CloseHandle(single);
    printf("closed: %d", SetEvent(single));
    printf(" %lu\n", GetLastError());
    for (int i = 0; i < 3; i++) CloseHandle(t[i]);
    CloseHandle(go);
    CloseHandle(done);
}
