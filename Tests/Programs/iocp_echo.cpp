// An echo server on a completion port: two workers, a structure per operation, quit packets.
#include <winsock2.h>
#include <windows.h>
#include <process.h>
#include <stdio.h>
#include <string.h>

enum Kind { READ, WRITE };
struct PerSocket {
    SOCKET socket;
    LONG echoed;
};
struct PerIo {
    OVERLAPPED overlapped;
    WSABUF buffer;
    char memory[64];
    Kind kind;
};

static HANDLE port;
static volatile LONG closed, quits;
static HANDLE all_closed;

static void post_read(PerSocket* owner, PerIo* io) {
    ZeroMemory(&io->overlapped, sizeof io->overlapped);
    io->buffer.buf = io->memory;
    io->buffer.len = sizeof io->memory;
    io->kind = READ;
    DWORD flags = 0;
    WSARecv(owner->socket, &io->buffer, 1, NULL, &flags, &io->overlapped, NULL);
}

static unsigned __stdcall worker(void*) {
    for (;;) {
        DWORD bytes;
        ULONG_PTR key;
        LPOVERLAPPED overlapped;
        BOOL ok = GetQueuedCompletionStatus(port, &bytes, &key, &overlapped, INFINITE);
        if (!overlapped) break;
        PerSocket* owner = (PerSocket*)key;
        PerIo* io = CONTAINING_RECORD(overlapped, PerIo, overlapped);
        if (!ok || (io->kind == READ && bytes == 0)) {
            closesocket(owner->socket);
            delete io;
            if (InterlockedIncrement(&closed) == 2) SetEvent(all_closed);
            continue;
        }
        if (io->kind == READ) {
            ZeroMemory(&io->overlapped, sizeof io->overlapped);
            io->buffer.len = bytes;
            io->kind = WRITE;
            InterlockedExchangeAdd(&owner->echoed, (LONG)bytes);
            WSASend(owner->socket, &io->buffer, 1, NULL, 0, &io->overlapped, NULL);
        } else {
            post_read(owner, io);
        }
    }
    InterlockedIncrement(&quits);
    return 0;
}

static unsigned __stdcall client(void* p) {
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27410);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    connect(s, (SOCKADDR*)&a, sizeof a);
    int right = 0;
    for (int i = 0; i < 5; i++) {
        char out[8], in[8];
        int length = sprintf_s(out, sizeof out, "m%d%d", (int)(INT_PTR)p, i);
        send(s, out, length, 0);
        if (recv(s, in, length, MSG_WAITALL) == length && memcmp(in, out, length) == 0) right++;
    }
    closesocket(s);
    return right;
}

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 2);
    all_closed = CreateEvent(NULL, TRUE, FALSE, NULL);
    HANDLE workers[2], clients[2];
    for (int i = 0; i < 2; i++) workers[i] = (HANDLE)_beginthreadex(NULL, 0, worker, NULL, 0, NULL);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27410);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 5);
    for (int i = 0; i < 2; i++) clients[i] = (HANDLE)_beginthreadex(NULL, 0, client, (void*)(INT_PTR)i, 0, NULL);
    PerSocket owners[2];
    for (int i = 0; i < 2; i++) {
        owners[i].socket = accept(l, NULL, NULL);
        owners[i].echoed = 0;
        CreateIoCompletionPort((HANDLE)owners[i].socket, port, (ULONG_PTR)&owners[i], 0);
        post_read(&owners[i], new PerIo);
    }
    WaitForMultipleObjects(2, clients, TRUE, INFINITE);
    WaitForSingleObject(all_closed, INFINITE);
    for (int i = 0; i < 2; i++) PostQueuedCompletionStatus(port, 0, 0, NULL);
    WaitForMultipleObjects(2, workers, TRUE, INFINITE);
    for (int i = 0; i < 2; i++) {
        DWORD right;
        GetExitCodeThread(clients[i], &right);
        printf("client %d: %lu right, echoed %ld\n", i, right, owners[i].echoed);
        CloseHandle(workers[i]);
        CloseHandle(clients[i]);
    }
    printf("closed %ld, quits %ld\n", closed, quits);
    closesocket(l);
    CloseHandle(all_closed);
    CloseHandle(port);
    WSACleanup();
}
