// says: waits for a lock
#include <windows.h>
static CRITICAL_SECTION a, b;
static HANDLE ready;
static DWORD WINAPI other(LPVOID) {
    EnterCriticalSection(&b);
    SetEvent(ready);
    EnterCriticalSection(&a);
    return 0;
}
int main() {
    InitializeCriticalSection(&a);
    InitializeCriticalSection(&b);
    ready = CreateEvent(NULL, FALSE, FALSE, NULL);
    EnterCriticalSection(&a);
    CreateThread(0, 0, other, 0, 0, 0);
    WaitForSingleObject(ready, INFINITE);
    EnterCriticalSection(&b);
}
