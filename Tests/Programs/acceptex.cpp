// AcceptEx by pointer, first data with the connection, both addresses out of the buffer.
#include <winsock2.h>
#include <ws2tcpip.h>
#include <mswsock.h>
#include <windows.h>
#include <stdio.h>

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKET l = WSASocket(AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, 0, WSA_FLAG_OVERLAPPED);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27411);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 5);
    LPFN_ACCEPTEX accept_ex = NULL;
    LPFN_GETACCEPTEXSOCKADDRS addresses = NULL;
    GUID id = WSAID_ACCEPTEX, id2 = WSAID_GETACCEPTEXSOCKADDRS;
    DWORD bytes = 0;
    WSAIoctl(l, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &accept_ex, sizeof accept_ex, &bytes, NULL, NULL);
    WSAIoctl(l, SIO_GET_EXTENSION_FUNCTION_POINTER, &id2, sizeof id2, &addresses, sizeof addresses, &bytes, NULL, NULL);
    printf("pointers: %d %d\n", accept_ex != NULL, addresses != NULL);
    HANDLE port = CreateIoCompletionPort((HANDLE)l, NULL, 7, 0);
    SOCKET s = WSASocket(AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, 0, WSA_FLAG_OVERLAPPED);
    char memory[32 + 2 * (sizeof(SOCKADDR_IN) + 16)];
    OVERLAPPED o = {};
    BOOL at_once = accept_ex(l, s, memory, 32, sizeof(SOCKADDR_IN) + 16, sizeof(SOCKADDR_IN) + 16, &bytes, &o);
    printf("posted: %d %d\n", at_once, WSAGetLastError());
    SOCKET c = socket(AF_INET, SOCK_STREAM, 0);
    connect(c, (SOCKADDR*)&a, sizeof a);
    send(c, "first", 5, 0);
    ULONG_PTR key;
    OVERLAPPED* done;
    BOOL ok = GetQueuedCompletionStatus(port, &bytes, &key, &done, INFINITE);
    printf("done: %d, %lu bytes, key %d, %d\n", ok, bytes, (int)key, done == &o);
    SOCKADDR *local, *remote;
    int local_size, remote_size;
    addresses(memory, 32, sizeof(SOCKADDR_IN) + 16, sizeof(SOCKADDR_IN) + 16, &local, &local_size, &remote, &remote_size);
    printf("local %s:%d, remote %s\n", inet_ntoa(((SOCKADDR_IN*)local)->sin_addr), ntohs(((SOCKADDR_IN*)local)->sin_port),
        inet_ntoa(((SOCKADDR_IN*)remote)->sin_addr));
    printf("data %.*s, sizes %d %d\n", (int)bytes, memory, local_size, remote_size);
    SOCKADDR_IN peer;
    int size = sizeof peer;
    int updated = setsockopt(s, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT, (char*)&l, sizeof l);
    size = sizeof peer;
    int after = getpeername(s, (SOCKADDR*)&peer, &size);
    printf("updated %d, getpeername %d\n", updated, after);
    closesocket(s);
    closesocket(c);
    closesocket(l);
    CloseHandle(port);
    WSACleanup();
}
