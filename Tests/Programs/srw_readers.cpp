// An SRW lock: readers together, a writer alone.
#include <windows.h>
#include <stdio.h>

static SRWLOCK lock = SRWLOCK_INIT;
static int value, seen[3];

static DWORD WINAPI reader(LPVOID p) {
    AcquireSRWLockShared(&lock);
    Sleep(20);
    seen[(INT_PTR)p] = value;
    ReleaseSRWLockShared(&lock);
    return 0;
}
static DWORD WINAPI writer(LPVOID) {
    AcquireSRWLockExclusive(&lock);
    value = 9;
    ReleaseSRWLockExclusive(&lock);
    return 0;
}

int main() {
    AcquireSRWLockShared(&lock);
    HANDLE w = CreateThread(0, 0, writer, 0, 0, 0);
    printf("the writer waits: %d\n", WaitForSingleObject(w, 30) == WAIT_TIMEOUT);
    printf("value %d\n", value);
    ReleaseSRWLockShared(&lock);
    WaitForSingleObject(w, INFINITE);
    HANDLE r[3];
    for (INT_PTR i = 0; i < 3; i++) r[i] = CreateThread(0, 0, reader, (LPVOID)i, 0, 0);
    WaitForMultipleObjects(3, r, TRUE, INFINITE);
    printf("readers saw %d %d %d\n", seen[0], seen[1], seen[2]);
    printf("try: %d", TryAcquireSRWLockExclusive(&lock));
    printf(" %d\n", TryAcquireSRWLockShared(&lock));
    ReleaseSRWLockExclusive(&lock);
}
