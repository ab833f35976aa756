// Completion routines: an echo that runs in alertable waits of one thread.
#include <winsock2.h>
#include <windows.h>
#include <stdio.h>
#include <string.h>

struct Session {
    WSAOVERLAPPED overlapped;  // first, so that a pointer to it is one to the session
    SOCKET socket;
    WSABUF buffer;
    char memory[32];
    int rounds;
    bool ended;
};

static void CALLBACK received(DWORD error, DWORD bytes, LPWSAOVERLAPPED overlapped, DWORD flags);

static void post(Session* session) {
    ZeroMemory(&session->overlapped, sizeof(WSAOVERLAPPED));
    session->buffer.buf = session->memory;
    session->buffer.len = sizeof session->memory;
    DWORD flags = 0;
    if (WSARecv(session->socket, &session->buffer, 1, NULL, &flags, &session->overlapped, received) == SOCKET_ERROR
        && WSAGetLastError() != WSA_IO_PENDING) {
        printf("post failed %d\n", WSAGetLastError());
        session->ended = true;
    }
}

static void CALLBACK received(DWORD error, DWORD bytes, LPWSAOVERLAPPED overlapped, DWORD) {
    Session* session = (Session*)overlapped;
    printf("routine: error %lu, %lu bytes\n", error, bytes);
    if (error || !bytes) {
        session->ended = true;
        return;
    }
    session->rounds++;
    send(session->socket, session->memory, bytes, 0);
    post(session);
}

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27409);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0), c = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 1);
    connect(c, (SOCKADDR*)&a, sizeof a);
    Session session = {};
    session.socket = accept(l, NULL, NULL);
    post(&session);
    const char* words[] = {"uno", "deux", "three"};
    for (const char* word : words) {
        send(c, word, (int)strlen(word), 0);
        DWORD slept = SleepEx(INFINITE, TRUE);
        char back[8] = {};
        int count = recv(c, back, sizeof back - 1, 0);
        printf("slept %lu, back %d %s\n", slept, count, back);
    }
    printf("nothing to run: %lu\n", SleepEx(0, TRUE));
    shutdown(c, SD_SEND);
    while (!session.ended) SleepEx(INFINITE, TRUE);
    printf("rounds %d\n", session.rounds);
    closesocket(session.socket);
    closesocket(c);
    closesocket(l);
    WSACleanup();
}
