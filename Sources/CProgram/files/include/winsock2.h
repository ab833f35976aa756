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
// Loads Winsock for the process and says which version is wanted.
int WSAStartup(WORD, LPWSADATA) WSALAB_FN(WSAStartup);
// Undoes one WSAStartup.
int WSACleanup(void) WSALAB_FN(WSACleanup);
// Tells the error of this thread's last failed Winsock call.
int WSAGetLastError(void) WSALAB_FN(WSAGetLastError);
// Sets this thread's error value.
void WSASetLastError(int) WSALAB_FN(WSASetLastError);
// Makes a socket: an endpoint without an address.
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
// Closes a socket.
int closesocket(SOCKET) WSALAB_FN(closesocket);
// Gives a socket its own address and port.
int bind(SOCKET, const struct sockaddr *, int) WSALAB_FN(bind);
// Makes a bound socket one that takes connections: the system now answers SYNs by itself.
int listen(SOCKET, int) WSALAB_FN(listen);
// Takes the first finished connection out of a listening socket's queue and gives a new socket for it.
SOCKET accept(SOCKET, struct sockaddr *, int *) WSALAB_FN(accept);
// accept with a function that is asked about the caller first.
SOCKET WSAAccept(SOCKET, struct sockaddr *, LPINT, LPCONDITIONPROC, DWORD_PTR) WSALAB_FN(WSAAccept);
// TCP: does the handshake with a listening socket.
int connect(SOCKET, const struct sockaddr *, int) WSALAB_FN(connect);
// Connects as connect does.
int WSAConnect(SOCKET, const struct sockaddr *, int, LPWSABUF, LPWSABUF, void *, void *) WSALAB_FN(WSAConnect);
// As on Win64, the protocol stands before the port.
struct servent { char *s_name; char **s_aliases; char *s_proto; short s_port; };
struct protoent { char *p_name; char **p_aliases; short p_proto; };
typedef struct servent SERVENT, *PSERVENT, *LPSERVENT;
typedef struct protoent PROTOENT, *PPROTOENT, *LPPROTOENT;
struct servent *getservbyname(const char *, const char *) WSALAB_FN(getservbyname);
struct servent *getservbyport(int, const char *) WSALAB_FN(getservbyport);
struct protoent *getprotobyname(const char *) WSALAB_FN(getprotobyname);
struct hostent *gethostbyaddr(const char *, int, int) WSALAB_FN(gethostbyaddr);
// Ends sending as shutdown(SD_SEND) does.
int WSASendDisconnect(SOCKET, LPWSABUF) WSALAB_FN(WSASendDisconnect);
// Ends receiving as shutdown(SD_RECEIVE) does.
int WSARecvDisconnect(SOCKET, LPWSABUF) WSALAB_FN(WSARecvDisconnect);
// Ends one direction of a connection, or both.
int shutdown(SOCKET, int) WSALAB_FN(shutdown);
// Hands bytes to the system, which sends them when it can.
int send(SOCKET, const char *, int, int) WSALAB_FN(send);
// Takes bytes that have arrived; blocks while there are none.
int recv(SOCKET, char *, int, int) WSALAB_FN(recv);
// Sends a datagram to an address.
int sendto(SOCKET, const char *, int, int, const struct sockaddr *, int) WSALAB_FN(sendto);
// Receives one datagram and its sender's address.
int recvfrom(SOCKET, char *, int, int, struct sockaddr *, int *) WSALAB_FN(recvfrom);
// Tells a socket's own address.
int getsockname(SOCKET, struct sockaddr *, int *) WSALAB_FN(getsockname);
// Tells the address of the other side.
int getpeername(SOCKET, struct sockaddr *, int *) WSALAB_FN(getpeername);
// Sets an option of a socket.
int setsockopt(SOCKET, int, int, const char *, int) WSALAB_FN(setsockopt);
// Reads an option of a socket.
int getsockopt(SOCKET, int, int, char *, int *) WSALAB_FN(getsockopt);
// FIONBIO makes a socket non-blocking (1) or blocking (0); FIONREAD gives the number of bytes that can be read; SIOCATMARK whether no urgent data is ahead.
int ioctlsocket(SOCKET, int, u_long *) WSALAB_FN(ioctlsocket);
// Commands to a socket: fetching the extension functions by their GUIDs, FIONREAD, FIONBIO.
int WSAIoctl(SOCKET, DWORD, LPVOID, DWORD, LPVOID, DWORD, LPDWORD, LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE) WSALAB_FN(WSAIoctl);
// Waits until one of the sockets can be read, written, or has an exceptional condition.
int wsal_select_(int, fd_set *, fd_set *, fd_set *, const struct timeval *) WSALAB_FN(select);
int wsal_isset(SOCKET, fd_set *);
// Waits until one of an array of sockets has one of the events asked for.
int WSAPoll(LPWSAPOLLFD, ULONG, INT) WSALAB_FN(WSAPoll);
// Makes an event: not signaled, manual-reset.
WSAEVENT WSACreateEvent(void) WSALAB_FN(WSACreateEvent);
// Signals an event.
BOOL WSASetEvent(WSAEVENT) WSALAB_FN(WSASetEvent);
// Makes an event not signaled.
BOOL WSAResetEvent(WSAEVENT) WSALAB_FN(WSAResetEvent);
// Closes an event.
BOOL WSACloseEvent(WSAEVENT) WSALAB_FN(WSACloseEvent);
// Waits until one or all of 1 to 64 events are signaled.
DWORD WSAWaitForMultipleEvents(DWORD, const WSAEVENT *, BOOL, DWORD, BOOL) WSALAB_FN(WSAWaitForMultipleEvents);
// Makes an event be signaled on network events of a socket, and makes the socket non-blocking.
int WSAEventSelect(SOCKET, WSAEVENT, int) WSALAB_FN(WSAEventSelect);
// Tells and clears the network events of a socket, and resets the event when given.
int WSAEnumNetworkEvents(SOCKET, WSAEVENT, LPWSANETWORKEVENTS) WSALAB_FN(WSAEnumNetworkEvents);
// Receives into one or more buffers.
int WSARecv(SOCKET, LPWSABUF, DWORD, LPDWORD, LPDWORD, LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE) WSALAB_FN(WSARecv);
// Sends from one or more buffers, in order; overlapped with a WSAOVERLAPPED.
int WSASend(SOCKET, LPWSABUF, DWORD, LPDWORD, DWORD, LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE) WSALAB_FN(WSASend);
// Takes a datagram and its sender's address; overlapped with a WSAOVERLAPPED.
int WSARecvFrom(SOCKET, LPWSABUF, DWORD, LPDWORD, LPDWORD, struct sockaddr *, LPINT, LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE) WSALAB_FN(WSARecvFrom);
// Sends a datagram from one or more buffers; overlapped with a WSAOVERLAPPED.
int WSASendTo(SOCKET, LPWSABUF, DWORD, LPDWORD, DWORD, const struct sockaddr *, int, LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE) WSALAB_FN(WSASendTo);
// Sends a datagram by a WSAMSG, whose control data can name the local address that it is sent from.
int WSASendMsg(SOCKET, LPWSAMSG, DWORD, LPDWORD, LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE) WSALAB_FN(WSASendMsg);
// Tells how an overlapped operation ended; with fWait it waits for the end.
BOOL WSAGetOverlappedResult(SOCKET, LPWSAOVERLAPPED, LPDWORD, BOOL, LPDWORD) WSALAB_FN(WSAGetOverlappedResult);
// Turns a 16-bit number from this machine's byte order into the network's (big-endian).
u_short htons(u_short) WSALAB_FN(htons);
// Turns a 32-bit number from this machine's byte order into the network's.
u_long htonl(u_long) WSALAB_FN(htonl);
// Turns a 16-bit number from the network's byte order into this machine's.
u_short ntohs(u_short) WSALAB_FN(ntohs);
// Turns a 32-bit number from the network's byte order into this machine's.
u_long ntohl(u_long) WSALAB_FN(ntohl);
// The older way to read an IPv4 address from text: inet_pton distinguishes an error from 255.255.255.255.
u_long inet_addr(const char *) WSALAB_FN(inet_addr);
// The older way to write an IPv4 address as text; inet_ntop writes to memory of the caller's.
char *inet_ntoa(struct in_addr) WSALAB_FN(inet_ntoa);
// Reads an address from text into its bytes in network order.
INT inet_pton(INT, LPCSTR, PVOID) WSALAB_FN(inet_pton);
// Writes an address as text.
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
// Writes a socket address as text, with its port where that is not 0.
INT WSAAddressToStringA(LPSOCKADDR, DWORD, LPWSAPROTOCOL_INFOA, LPSTR, LPDWORD) WSALAB_FN(WSAAddressToString);
// Reads a socket address from its text: an address with or without a port.
INT WSAStringToAddressA(LPSTR, INT, LPWSAPROTOCOL_INFOA, LPSOCKADDR, LPINT) WSALAB_FN(WSAStringToAddress);
#define WSAAddressToString WSAAddressToStringA
#define WSAStringToAddress WSAStringToAddressA
// Finds the addresses of a host and the port of a service.
INT getaddrinfo(PCSTR, PCSTR, const ADDRINFOA *, PADDRINFOA *) WSALAB_FN(getaddrinfo);
void freeaddrinfo(PADDRINFOA) WSALAB_FN(freeaddrinfo);
INT getnameinfo(const SOCKADDR *, int, char *, DWORD, char *, DWORD, INT) WSALAB_FN(getnameinfo);
// The older way to find a host's addresses, IPv4 only: getaddrinfo finds those of any family.
struct hostent *gethostbyname(const char *) WSALAB_FN(gethostbyname);
// Tells the name of this machine.
int wsal_gethostname_(char *, int) WSALAB_FN(gethostname);
#define gethostname wsal_gethostname_
#define gai_strerrorA gai_strerror
char *gai_strerror(int) WSALAB_FN(gai_strerror);

// Begins accepting: the next connection goes to a socket made beforehand, together with both addresses and, if asked for, its first data.
BOOL AcceptEx(SOCKET, SOCKET, PVOID, DWORD, DWORD, DWORD, LPDWORD, LPOVERLAPPED) WSALAB_FN(AcceptEx);
// Finds both addresses in the buffer of an AcceptEx that is completed.
void GetAcceptExSockaddrs(PVOID, DWORD, DWORD, DWORD, struct sockaddr **, LPINT, struct sockaddr **, LPINT) WSALAB_FN(GetAcceptExSockaddrs);
// Sends a file, with bytes before it and behind it if asked for, without a buffer of the program's; with TF_DISCONNECT the connection ends after it.
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
static inline int WSAHtons(SOCKET s, u_short n, u_short *to) { (void)s; *to = htons(n); return 0; }
static inline int WSANtohs(SOCKET s, u_short n, u_short *to) { (void)s; *to = ntohs(n); return 0; }
static inline int WSAHtonl(SOCKET s, u_long n, u_long *to) { (void)s; *to = htonl(n); return 0; }
static inline int WSANtohl(SOCKET s, u_long n, u_long *to) { (void)s; *to = ntohl(n); return 0; }
#endif
