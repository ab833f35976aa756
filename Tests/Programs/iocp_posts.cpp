// Packets of one's own, time limits, and a port that is closed.
#include <winsock2.h>
#include <windows.h>
#include <stdio.h>

int main() {
    HANDLE port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    OVERLAPPED mine = {};
    for (int i = 1; i <= 3; i++) PostQueuedCompletionStatus(port, i * 10, i, i == 2 ? &mine : NULL);
    for (int i = 0; i < 4; i++) {
        DWORD bytes = 99;
        ULONG_PTR key = 99;
        OVERLAPPED* o = (OVERLAPPED*)1;
        BOOL ok = GetQueuedCompletionStatus(port, &bytes, &key, &o, 10);
        DWORD error = ok ? 0 : GetLastError();
        printf("%d: %lu bytes, key %d, mine %d, null %d, error %lu\n", ok, bytes, (int)key, o == &mine, o == NULL, error);
    }
    OVERLAPPED_ENTRY entries[4];
    ULONG got = 0;
    for (int i = 5; i <= 7; i++) PostQueuedCompletionStatus(port, i, i, NULL);
    BOOL ok = GetQueuedCompletionStatusEx(port, entries, 2, &got, 0, FALSE);
    printf("ex %d: %lu, %lu %lu\n", ok, got, entries[0].dwNumberOfBytesTransferred, entries[1].dwNumberOfBytesTransferred);
    ok = GetQueuedCompletionStatusEx(port, entries, 4, &got, 0, FALSE);
    printf("ex %d: %lu, %lu\n", ok, got, entries[0].dwNumberOfBytesTransferred);
    ok = GetQueuedCompletionStatusEx(port, entries, 4, &got, 5, FALSE);
    DWORD error = GetLastError();
    printf("ex %d: %lu\n", ok, error);
    printf("close %d", CloseHandle(port));
    printf(" again %d", CloseHandle(port));
    printf(" %lu\n", GetLastError());
}
