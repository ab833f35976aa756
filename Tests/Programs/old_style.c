/* Winsock 1 in C, as the oldest notes write it. */
#include <winsock.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUFSIZE 64
void ErrorHandling(char *message);

int main(int argc, char *argv[])
{
    WSADATA wsaData;
    SOCKET hServSock, hClntSock, hSocket;
    SOCKADDR_IN servAddr, clntAddr;
    int szClntAddr, strLen, i;
    char message[BUFSIZE] = "Hello World!";
    char read[BUFSIZE];

    if (WSAStartup(MAKEWORD(1, 1), &wsaData) != 0)
        ErrorHandling("WSAStartup() error!");
    printf("%x\n", wsaData.wVersion);
    hServSock = socket(PF_INET, SOCK_STREAM, 0);
    if (hServSock == INVALID_SOCKET)
        ErrorHandling("socket() error");
    memset(&servAddr, 0, sizeof(servAddr));
    servAddr.sin_family = AF_INET;
    servAddr.sin_addr.s_addr = htonl(INADDR_ANY);
    servAddr.sin_port = htons(27423);
    if (bind(hServSock, (SOCKADDR*) &servAddr, sizeof(servAddr)) == SOCKET_ERROR)
        ErrorHandling("bind() error");
    if (listen(hServSock, 5) == SOCKET_ERROR)
        ErrorHandling("listen() error");
    hSocket = socket(PF_INET, SOCK_STREAM, 0);
    servAddr.sin_addr.s_addr = inet_addr("127.0.0.1");
    if (connect(hSocket, (SOCKADDR*)&servAddr, sizeof(servAddr)) == SOCKET_ERROR)
        ErrorHandling("connect() error");
    szClntAddr = sizeof(clntAddr);
    hClntSock = accept(hServSock, (SOCKADDR*)&clntAddr, &szClntAddr);
    send(hClntSock, message, strlen(message) + 1, 0);
    closesocket(hClntSock);
    strLen = 0;
    while ((i = recv(hSocket, &read[strLen], 1, 0)) == 1)
        strLen += i;
    printf("Message from server : %s (%d) \n", read, strLen);
    closesocket(hSocket);
    closesocket(hServSock);
    WSACleanup();
    fputs("done", stderr);
    return 0;
}

void ErrorHandling(char *message)
{
    fputs(message, stderr);
    fputc('\n', stderr);
    exit(1);
}
