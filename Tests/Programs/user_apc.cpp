// QueueUserAPC: to a thread that waits alertably, and to one's own.
#include <windows.h>
#include <stdio.h>

static int order[4], count;
static void CALLBACK note(ULONG_PTR data) { order[count++] = (int)data; }
static HANDLE begun;
static DWORD WINAPI sleeper(LPVOID) {
    SetEvent(begun);
    return SleepEx(INFINITE, TRUE);
}
static DWORD WINAPI eventful(LPVOID e) {
    SetEvent(begun);
    return WaitForSingleObjectEx((HANDLE)e, INFINITE, TRUE);
}
static DWORD WINAPI counted(LPVOID) { return count; }

int main() {
    begun = CreateEvent(NULL, FALSE, FALSE, NULL);
    HANDLE t = CreateThread(0, 0, sleeper, 0, 0, 0);
    WaitForSingleObject(begun, INFINITE);
    QueueUserAPC(note, t, 5);
    WaitForSingleObject(t, INFINITE);
    DWORD code;
    GetExitCodeThread(t, &code);
    printf("sleeper: %lu, note %d\n", code, order[0]);
    printf("ended: %lu\n", QueueUserAPC(note, t, 6) != 0 ? 1ul : 0ul);
    CloseHandle(t);
    count = 0;
    QueueUserAPC(note, GetCurrentThread(), 1);
    QueueUserAPC(note, GetCurrentThread(), 2);
    printf("before: %d\n", count);
    printf("not alertable: %lu, %d\n", SleepEx(1, FALSE), count);
    DWORD slept = SleepEx(0, TRUE);
    printf("alertable: %lu, %d %d %d\n", slept, count, order[0], order[1]);
    HANDLE e = CreateEvent(NULL, TRUE, FALSE, NULL);
    t = CreateThread(0, 0, eventful, e, 0, 0);
    WaitForSingleObject(begun, INFINITE);
    QueueUserAPC(note, t, 3);
    WaitForSingleObject(t, INFINITE);
    GetExitCodeThread(t, &code);
    printf("eventful: %lu\n", code);
    CloseHandle(t);
    count = 0;
    t = CreateThread(0, 0, counted, 0, CREATE_SUSPENDED, 0);
    QueueUserAPC(note, t, 8);
    ResumeThread(t);
    WaitForSingleObject(t, INFINITE);
    GetExitCodeThread(t, &code);
    printf("before it began: %lu\n", code);
    CloseHandle(t);
    CloseHandle(e);
    CloseHandle(begun);
}
