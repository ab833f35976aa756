// getaddrinfo with numbers and localhost, getnameinfo, inet_pton and inet_ntop, gethostbyname.
#include <winsock2.h>
#include <ws2tcpip.h>
#include <stdio.h>
#include <string.h>

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    addrinfo hints = {}, *list = NULL;
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    int error = getaddrinfo("127.0.0.1", "8080", &hints, &list);
    printf("error %d\n", error);
    for (addrinfo* one = list; one; one = one->ai_next) {
        sockaddr_in* in = (sockaddr_in*)one->ai_addr;
        printf("%s:%d family %d type %d length %d\n", inet_ntoa(in->sin_addr), ntohs(in->sin_port), one->ai_family, one->ai_socktype, (int)one->ai_addrlen);
    }
    freeaddrinfo(list);
    hints.ai_flags = AI_PASSIVE;
    error = getaddrinfo(NULL, "80", &hints, &list);
    printf("passive %d %s\n", error, inet_ntoa(((sockaddr_in*)list->ai_addr)->sin_addr));
    freeaddrinfo(list);
    hints.ai_flags = AI_NUMERICHOST;
    error = getaddrinfo("no.number", "80", &hints, &list);
    printf("not a number: %d\n", error == WSAHOST_NOT_FOUND);
    sockaddr_in a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(443);
    a.sin_addr.s_addr = htonl(0x0a000102);
    char host[64], service[16];
    error = getnameinfo((sockaddr*)&a, sizeof a, host, sizeof host, service, sizeof service, NI_NUMERICHOST | NI_NUMERICSERV);
    printf("name %d %s %s\n", error, host, service);
    in_addr four;
    in6_addr six;
    printf("pton %d %d %d\n", inet_pton(AF_INET, "1.2.3.4", &four), inet_pton(AF_INET, "1.2.3", &four), inet_pton(AF_INET6, "::1", &six));
    char text[INET6_ADDRSTRLEN];
    printf("ntop %s\n", inet_ntop(AF_INET6, &six, text, sizeof text));
    printf("inet_addr %lx %lx\n", inet_addr("1.2.3.4"), inet_addr("nonsense"));
    hostent* h = gethostbyname("127.0.0.1");
    printf("hostent %d %s\n", h->h_length, inet_ntoa(*(in_addr*)h->h_addr_list[0]));
    printf("order %x %lx\n", htons(0x1234), htonl(0x12345678));
    WSACleanup();
}
