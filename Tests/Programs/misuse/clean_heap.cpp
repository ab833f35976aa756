// clean
// Operations on the heap, freed after their completions.
#include "pair.h"

struct Op {
    OVERLAPPED overlapped;
    WSABUF buffer;
    char memory[32];
};

int main() {
    SOCKET c, s;
    connected(27514, c, s);
    HANDLE port = CreateIoCompletionPort((HANDLE)s, NULL, 1, 0);
    for (int i = 0; i < 3; i++) {
        Op* op = new Op;
        ZeroMemory(&op->overlapped, sizeof op->overlapped);
        op->buffer.buf = op->memory;
        op->buffer.len = sizeof op->memory;
        DWORD flags = 0;
        if (WSARecv(s, &op->buffer, 1, NULL, &flags, &op->overlapped, NULL) == SOCKET_ERROR && WSAGetLastError() != WSA_IO_PENDING) return 1;
        if (send(c, "abc", 3, 0) != 3) return 2;
        DWORD bytes;
        ULONG_PTR key;
        OVERLAPPED* done;
        if (!GetQueuedCompletionStatus(port, &bytes, &key, &done, INFINITE)) return 3;
        Op* got = CONTAINING_RECORD(done, Op, overlapped);
        got->memory[bytes] = 0;
        printf("%s\n", got->memory);
        delete got;
    }
    closesocket(s);
    closesocket(c);
    CloseHandle(port);
    WSACleanup();
}
