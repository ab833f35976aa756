// CONDITION_VARIABLE: a bounded queue between two threads, and a wait that times out.
#include <windows.h>
#include <stdio.h>

static CRITICAL_SECTION cs;
static CONDITION_VARIABLE not_empty, not_full;
static int queue[2], count;

static DWORD WINAPI produce(LPVOID) {
    for (int i = 1; i <= 5; i++) {
        EnterCriticalSection(&cs);
        while (count == 2) SleepConditionVariableCS(&not_full, &cs, INFINITE);
        queue[count++] = i;
        LeaveCriticalSection(&cs);
        WakeConditionVariable(&not_empty);
    }
    return 0;
}

int main() {
    InitializeCriticalSection(&cs);
    InitializeConditionVariable(&not_empty);
    InitializeConditionVariable(&not_full);
    EnterCriticalSection(&cs);
    BOOL woken = SleepConditionVariableCS(&not_empty, &cs, 10);
    DWORD error = GetLastError();
    LeaveCriticalSection(&cs);
    printf("woken %d error %lu\n", woken, error);
    HANDLE t = CreateThread(0, 0, produce, 0, 0, 0);
    int sum = 0;
    for (int i = 0; i < 5; i++) {
        EnterCriticalSection(&cs);
        while (count == 0) SleepConditionVariableCS(&not_empty, &cs, INFINITE);
        sum += queue[0];
        queue[0] = queue[1];
        count--;
        LeaveCriticalSection(&cs);
        WakeAllConditionVariable(&not_full);
    }
    WaitForSingleObject(t, INFINITE);
    CloseHandle(t);
    printf("sum %d\n", sum);
    DeleteCriticalSection(&cs);
}
