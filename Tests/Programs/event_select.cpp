// WSAEventSelect: FD_ACCEPT, FD_READ, FD_CLOSE by one thread.
#include <winsock2.h>
#include <windows.h>
#include <stdio.h>
#include <vector>

static const u_short port = 27406;

static DWORD WINAPI visit(LPVOID) {
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    connect(s, (SOCKADDR*)&a, sizeof a);
    char back[8];
    send(s, "abc", 3, 0);
    recv(s, back, 3, MSG_WAITALL);
    send(s, "de", 2, 0);
    recv(s, back, 2, MSG_WAITALL);
    closesocket(s);
    return 0;
}

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 5);
    std::vector<SOCKET> sockets{l};
    std::vector<WSAEVENT> events{WSACreateEvent()};
    WSAEventSelect(l, events[0], FD_ACCEPT | FD_CLOSE);
    HANDLE t = CreateThread(0, 0, visit, 0, 0, 0);
    int bytes = 0;
    bool ended = false;
    while (!ended) {
        DWORD which = WSAWaitForMultipleEvents((DWORD)events.size(), events.data(), FALSE, WSA_INFINITE, FALSE);
        which -= WSA_WAIT_EVENT_0;
        WSANETWORKEVENTS what;
        WSAEnumNetworkEvents(sockets[which], events[which], &what);
        if (what.lNetworkEvents & FD_ACCEPT) {
            printf("FD_ACCEPT %d\n", what.iErrorCode[FD_ACCEPT_BIT]);
            SOCKET s = accept(sockets[which], NULL, NULL);
            sockets.push_back(s);
            events.push_back(WSACreateEvent());
            WSAEventSelect(s, events.back(), FD_READ | FD_CLOSE);
        }
        if (what.lNetworkEvents & FD_READ) {
            char text[16];
            int count = recv(sockets[which], text, sizeof text, 0);
            bytes += count;
            send(sockets[which], text, count, 0);
        }
        if (what.lNetworkEvents & FD_CLOSE) {
            printf("FD_CLOSE %d\n", what.iErrorCode[FD_CLOSE_BIT]);
            closesocket(sockets[which]);
            WSACloseEvent(events[which]);
            ended = true;
        }
    }
    printf("bytes %d\n", bytes);
    WaitForSingleObject(t, INFINITE);
    CloseHandle(t);
    closesocket(l);
    WSACloseEvent(events[0]);
    WSACleanup();
}
