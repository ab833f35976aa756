// Winsock 2, as winsock2.h, ws2def.h, ws2ipdef.h, ws2tcpip.h and mswsock.h declare it.
#ifndef WSALAB_WINSOCK2_H
#define WSALAB_WINSOCK2_H
#define _WINSOCK2API_ 1
#define _WINSOCKAPI_ 1
#include "wsalab_base.h"

typedef UINT_PTR SOCKET;
typedef unsigned int GROUP;
typedef int socklen_t_;
#define socklen_t socklen_t_
typedef unsigned short ADDRESS_FAMILY;
#include "wsalab_constants.h"
#include "wsalab_structures.h"

WSALAB_BEGIN
int WSAStartup(WORD, LPWSADATA) WSALAB_FN(WSAStartup);
int WSACleanup(void) WSALAB_FN(WSACleanup);
int WSAGetLastError(void) WSALAB_FN(WSAGetLastError);
void WSASetLastError(int) WSALAB_FN(WSASetLastError);
SOCKET socket(int, int, int) WSALAB_FN(socket);
SOCKET WSASocketA(int, int, int, LPWSAPROTOCOL_INFOA, GROUP, DWORD) WSALAB_FN(WSASocket);
SOCKET WSASocketW(int, int, int, LPWSAPROTOCOL_INFOW, GROUP, DWORD) WSALAB_FN(WSASocket);
#ifdef UNICODE
#define WSASocket WSASocketW
#else
#define WSASocket WSASocketA
#endif
int WSADuplicateSocketA(SOCKET, DWORD, LPWSAPROTOCOL_INFOA) WSALAB_FN(WSADuplicateSocket);
int WSADuplicateSocketW(SOCKET, DWORD, LPWSAPROTOCOL_INFOW) WSALAB_FN(WSADuplicateSocket);
#define WSADuplicateSocket WSADuplicateSocketA
int closesocket(SOCKET) WSALAB_FN(closesocket);
int bind(SOCKET, const struct sockaddr *, int) WSALAB_FN(bind);
int listen(SOCKET, int) WSALAB_FN(listen);
SOCKET accept(SOCKET, struct sockaddr *, int *) WSALAB_FN(accept);
SOCKET WSAAccept(SOCKET, struct sockaddr *, LPINT, LPCONDITIONPROC, DWORD_PTR) WSALAB_FN(WSAAccept);
int connect(SOCKET, const struct sockaddr *, int) WSALAB_FN(connect);
int WSAConnect(SOCKET, const struct sockaddr *, int, LPWSABUF, LPWSABUF, void *, void *) WSALAB_FN(WSAConnect);
int WSASendDisconnect(SOCKET, LPWSABUF) WSALAB_FN(WSASendDisconnect);
int WSARecvDisconnect(SOCKET, LPWSABUF) WSALAB_FN(WSARecvDisconnect);
int shutdown(SOCKET, int) WSALAB_FN(shutdown);
int send(SOCKET, const char *, int, int) WSALAB_FN(send);
int recv(SOCKET, char *, int, int) WSALAB_FN(recv);
int sendto(SOCKET, const char *, int, int, const struct sockaddr *, int) WSALAB_FN(sendto);
int recvfrom(SOCKET, char *, int, int, struct sockaddr *, int *) WSALAB_FN(recvfrom);
int getsockname(SOCKET, struct sockaddr *, int *) WSALAB_FN(getsockname);
int getpeername(SOCKET, struct sockaddr *, int *) WSALAB_FN(getpeername);
int setsockopt(SOCKET, int, int, const char *, int) WSALAB_FN(setsockopt);
int getsockopt(SOCKET, int, int, char *, int *) WSALAB_FN(getsockopt);
int ioctlsocket(SOCKET, int, u_long *) WSALAB_FN(ioctlsocket);
int WSAIoctl(SOCKET, DWORD, LPVOID, DWORD, LPVOID, DWORD, LPDWORD, LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE) WSALAB_FN(WSAIoctl);
int wsal_select_(int, fd_set *, fd_set *, fd_set *, const struct timeval *) WSALAB_FN(select);
int wsal_isset(SOCKET, fd_set *);
int WSAPoll(LPWSAPOLLFD, ULONG, INT) WSALAB_FN(WSAPoll);
WSAEVENT WSACreateEvent(void) WSALAB_FN(WSACreateEvent);
BOOL WSASetEvent(WSAEVENT) WSALAB_FN(WSASetEvent);
BOOL WSAResetEvent(WSAEVENT) WSALAB_FN(WSAResetEvent);
BOOL WSACloseEvent(WSAEVENT) WSALAB_FN(WSACloseEvent);
DWORD WSAWaitForMultipleEvents(DWORD, const WSAEVENT *, BOOL, DWORD, BOOL) WSALAB_FN(WSAWaitForMultipleEvents);
int WSAEventSelect(SOCKET, WSAEVENT, int) WSALAB_FN(WSAEventSelect);
int WSAEnumNetworkEvents(SOCKET, WSAEVENT, LPWSANETWORKEVENTS) WSALAB_FN(WSAEnumNetworkEvents);
int WSARecv(SOCKET, LPWSABUF, DWORD, LPDWORD, LPDWORD, LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE) WSALAB_FN(WSARecv);
int WSASend(SOCKET, LPWSABUF, DWORD, LPDWORD, DWORD, LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE) WSALAB_FN(WSASend);
int WSARecvFrom(SOCKET, LPWSABUF, DWORD, LPDWORD, LPDWORD, struct sockaddr *, LPINT, LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE) WSALAB_FN(WSARecvFrom);
int WSASendTo(SOCKET, LPWSABUF, DWORD, LPDWORD, DWORD, const struct sockaddr *, int, LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE) WSALAB_FN(WSASendTo);
int WSASendMsg(SOCKET, LPWSAMSG, DWORD, LPDWORD, LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE) WSALAB_FN(WSASendMsg);
BOOL WSAGetOverlappedResult(SOCKET, LPWSAOVERLAPPED, LPDWORD, BOOL, LPDWORD) WSALAB_FN(WSAGetOverlappedResult);
u_short htons(u_short) WSALAB_FN(htons);
u_long htonl(u_long) WSALAB_FN(htonl);
u_short ntohs(u_short) WSALAB_FN(ntohs);
u_long ntohl(u_long) WSALAB_FN(ntohl);
u_long inet_addr(const char *) WSALAB_FN(inet_addr);
char *inet_ntoa(struct in_addr) WSALAB_FN(inet_ntoa);
INT inet_pton(INT, LPCSTR, PVOID) WSALAB_FN(inet_pton);
LPCSTR inet_ntop(INT, const void *, LPSTR, size_t) WSALAB_FN(inet_ntop);
INT InetPtonW(INT, LPCWSTR, PVOID) WSALAB_FN(InetPtonW);
LPCWSTR InetNtopW(INT, const void *, LPWSTR, size_t) WSALAB_FN(InetNtopW);
#define InetPtonA inet_pton
#define InetNtopA inet_ntop
#ifdef UNICODE
#define InetPton InetPtonW
#define InetNtop InetNtopW
#else
#define InetPton InetPtonA
#define InetNtop InetNtopA
#endif
INT WSAAddressToStringA(LPSOCKADDR, DWORD, LPWSAPROTOCOL_INFOA, LPSTR, LPDWORD) WSALAB_FN(WSAAddressToString);
INT WSAStringToAddressA(LPSTR, INT, LPWSAPROTOCOL_INFOA, LPSOCKADDR, LPINT) WSALAB_FN(WSAStringToAddress);
#define WSAAddressToString WSAAddressToStringA
#define WSAStringToAddress WSAStringToAddressA
INT getaddrinfo(PCSTR, PCSTR, const ADDRINFOA *, PADDRINFOA *) WSALAB_FN(getaddrinfo);
void freeaddrinfo(PADDRINFOA) WSALAB_FN(freeaddrinfo);
INT getnameinfo(const SOCKADDR *, int, char *, DWORD, char *, DWORD, INT) WSALAB_FN(getnameinfo);
struct hostent *gethostbyname(const char *) WSALAB_FN(gethostbyname);
int wsal_gethostname_(char *, int) WSALAB_FN(gethostname);
#define gethostname wsal_gethostname_
#define gai_strerrorA gai_strerror
char *gai_strerror(int) WSALAB_FN(gai_strerror);

BOOL AcceptEx(SOCKET, SOCKET, PVOID, DWORD, DWORD, DWORD, LPDWORD, LPOVERLAPPED) WSALAB_FN(AcceptEx);
void GetAcceptExSockaddrs(PVOID, DWORD, DWORD, DWORD, struct sockaddr **, LPINT, struct sockaddr **, LPINT) WSALAB_FN(GetAcceptExSockaddrs);
BOOL TransmitFile(SOCKET, HANDLE, DWORD, DWORD, LPOVERLAPPED, LPTRANSMIT_FILE_BUFFERS, DWORD) WSALAB_FN(TransmitFile);
WSALAB_END
#define select wsal_select_
#undef FD_ZERO
#undef FD_SET
#undef FD_CLR
#undef FD_ISSET
#define FD_ZERO(set) (((wsal_fd_set *)(set))->fd_count = 0)
#define FD_ISSET(s, set) wsal_isset((SOCKET)(s), (wsal_fd_set *)(set))
static inline void wsal_fd_add(SOCKET s, wsal_fd_set *set) {
  u_int i;
  for (i = 0; i < set->fd_count; i++) if (set->fd_array[i] == s) return;
  if (set->fd_count < FD_SETSIZE) set->fd_array[set->fd_count++] = s;
}
static inline void wsal_fd_take(SOCKET s, wsal_fd_set *set) {
  u_int i, n = 0;
  for (i = 0; i < set->fd_count; i++) if (set->fd_array[i] != s) set->fd_array[n++] = set->fd_array[i];
  set->fd_count = n;
}
#define FD_SET(s, set) wsal_fd_add((SOCKET)(s), (wsal_fd_set *)(set))
#define FD_CLR(s, set) wsal_fd_take((SOCKET)(s), (wsal_fd_set *)(set))
#endif
