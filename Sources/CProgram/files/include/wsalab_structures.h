// Structures of Winsock, and pointers to its extensions. Included by winsock2.h.
typedef struct in_addr {
  union {
    struct { u_char s_b1, s_b2, s_b3, s_b4; } S_un_b;
    struct { u_short s_w1, s_w2; } S_un_w;
    u_long S_addr;
  } S_un;
} IN_ADDR, *PIN_ADDR, *LPIN_ADDR;
#define s_addr S_un.S_addr
#define s_net S_un.S_un_b.s_b1
#define s_host S_un.S_un_b.s_b2
#define s_lh S_un.S_un_b.s_b3
#define s_impno S_un.S_un_b.s_b4
typedef struct in6_addr {
  union { u_char Byte[16]; u_short Word[8]; } u;
} IN6_ADDR, *PIN6_ADDR;
#define s6_addr u.Byte
typedef struct sockaddr { u_short sa_family; char sa_data[14]; } SOCKADDR, *PSOCKADDR, *LPSOCKADDR;
typedef struct sockaddr_in {
  ADDRESS_FAMILY sin_family;
  u_short sin_port;
  struct in_addr sin_addr;
  char sin_zero[8];
} SOCKADDR_IN, *PSOCKADDR_IN, *LPSOCKADDR_IN;
typedef struct sockaddr_in6 {
  ADDRESS_FAMILY sin6_family;
  u_short sin6_port;
  u_long sin6_flowinfo;
  struct in6_addr sin6_addr;
  u_long sin6_scope_id;
} SOCKADDR_IN6, *PSOCKADDR_IN6;
typedef struct sockaddr_storage {
  ADDRESS_FAMILY ss_family;
  char __ss_pad1[6];
  long long __ss_align;
  char __ss_pad2[112];
} SOCKADDR_STORAGE, *PSOCKADDR_STORAGE, *LPSOCKADDR_STORAGE;
#ifdef __cplusplus
extern "C" const IN6_ADDR in6addr_any, in6addr_loopback;
#else
extern const IN6_ADDR in6addr_any, in6addr_loopback;
#endif
typedef struct hostent {
  char *h_name;
  char **h_aliases;
  short h_addrtype, h_length;
  char **h_addr_list;
} HOSTENT, *PHOSTENT, *LPHOSTENT;
#define h_addr h_addr_list[0]
typedef struct linger { u_short l_onoff, l_linger; } LINGER, *PLINGER;
typedef struct ip_mreq { struct in_addr imr_multiaddr, imr_interface; } IP_MREQ;
struct tcp_keepalive { u_long onoff, keepalivetime, keepaliveinterval; };
// select's own: its two numbers have 32 bits, as on Windows.
struct wsal_timeval { int tv_sec, tv_usec; };
#define timeval wsal_timeval
typedef struct wsal_timeval TIMEVAL, *PTIMEVAL, *LPTIMEVAL;
typedef struct wsal_fd_set { u_int fd_count; SOCKET fd_array[FD_SETSIZE]; } wsal_fd_set, FD_SET, *PFD_SET, *LPFD_SET;
#define fd_set wsal_fd_set
typedef struct WSAData {
  WORD wVersion, wHighVersion;
  unsigned short iMaxSockets, iMaxUdpDg;
  char *lpVendorInfo;
  char szDescription[WSADESCRIPTION_LEN + 1];
  char szSystemStatus[WSASYS_STATUS_LEN + 1];
} WSADATA, *LPWSADATA;
typedef struct _WSABUF { ULONG len; CHAR *buf; } WSABUF, *LPWSABUF;
typedef OVERLAPPED WSAOVERLAPPED;
typedef struct _OVERLAPPED *LPWSAOVERLAPPED;
typedef HANDLE WSAEVENT, *LPWSAEVENT;
typedef struct _WSANETWORKEVENTS { int lNetworkEvents; int iErrorCode[FD_MAX_EVENTS]; } WSANETWORKEVENTS, *LPWSANETWORKEVENTS;
typedef struct pollfd { SOCKET fd; SHORT events, revents; } WSAPOLLFD, *PWSAPOLLFD, *LPWSAPOLLFD;
typedef struct _WSAMSG {
  LPSOCKADDR name;
  INT namelen;
  LPWSABUF lpBuffers;
  ULONG dwBufferCount;
  WSABUF Control;
  ULONG dwFlags;
} WSAMSG, *PWSAMSG, *LPWSAMSG;
typedef struct _WSACMSGHDR { SIZE_T cmsg_len; INT cmsg_level, cmsg_type; } WSACMSGHDR, *PWSACMSGHDR, *LPWSACMSGHDR;
typedef struct in_pktinfo { IN_ADDR ipi_addr; ULONG ipi_ifindex; } IN_PKTINFO, *PIN_PKTINFO;
typedef struct in6_pktinfo { IN6_ADDR ipi6_addr; ULONG ipi6_ifindex; } IN6_PKTINFO, *PIN6_PKTINFO;
#define WSA_CMSGDATA_ALIGN(n) (((n) + 7) & ~(size_t)7)
#define WSA_CMSG_SPACE(n) (sizeof(WSACMSGHDR) + WSA_CMSGDATA_ALIGN(n))
#define WSA_CMSG_LEN(n) (sizeof(WSACMSGHDR) + (n))
#define WSA_CMSG_DATA(c) ((UCHAR *)(c) + sizeof(WSACMSGHDR))
#define WSA_CMSG_FIRSTHDR(m) ((m)->Control.len >= sizeof(WSACMSGHDR) ? (LPWSACMSGHDR)(m)->Control.buf : (LPWSACMSGHDR)NULL)
#define WSA_CMSG_NXTHDR(m, c) ((c) == NULL ? WSA_CMSG_FIRSTHDR(m) : \
  (UCHAR *)(c) + WSA_CMSGDATA_ALIGN((c)->cmsg_len) + sizeof(WSACMSGHDR) > (UCHAR *)(m)->Control.buf + (m)->Control.len \
  ? (LPWSACMSGHDR)NULL : (LPWSACMSGHDR)((UCHAR *)(c) + WSA_CMSGDATA_ALIGN((c)->cmsg_len)))
typedef struct addrinfo {
  int ai_flags, ai_family, ai_socktype, ai_protocol;
  size_t ai_addrlen;
  char *ai_canonname;
  struct sockaddr *ai_addr;
  struct addrinfo *ai_next;
} ADDRINFOA, *PADDRINFOA, ADDRINFO, *LPADDRINFO, *PADDRINFO;
typedef struct addrinfoW {
  int ai_flags, ai_family, ai_socktype, ai_protocol;
  size_t ai_addrlen;
  wchar_t *ai_canonname;
  struct sockaddr *ai_addr;
  struct addrinfoW *ai_next;
} ADDRINFOW, *PADDRINFOW;
typedef struct _WSAPROTOCOLCHAIN { int ChainLen; DWORD ChainEntries[7]; } WSAPROTOCOLCHAIN;
typedef struct _WSAPROTOCOL_INFOW {
  DWORD dwServiceFlags1, dwServiceFlags2, dwServiceFlags3, dwServiceFlags4, dwProviderFlags;
  GUID ProviderId;
  DWORD dwCatalogEntryId;
  WSAPROTOCOLCHAIN ProtocolChain;
  int iVersion, iAddressFamily, iMaxSockAddr, iMinSockAddr, iSocketType, iProtocol, iProtocolMaxOffset,
    iNetworkByteOrder, iSecurityScheme;
  DWORD dwMessageSize, dwProviderReserved;
  unsigned short szProtocol[256];
} WSAPROTOCOL_INFOW, *LPWSAPROTOCOL_INFOW, WSAPROTOCOL_INFOA, *LPWSAPROTOCOL_INFOA, WSAPROTOCOL_INFO, *LPWSAPROTOCOL_INFO;
typedef void (CALLBACK *LPWSAOVERLAPPED_COMPLETION_ROUTINE)(DWORD, DWORD, LPWSAOVERLAPPED, DWORD);
typedef int (CALLBACK *LPCONDITIONPROC)(LPWSABUF, LPWSABUF, void *, void *, LPWSABUF, LPWSABUF, GROUP *, DWORD_PTR);
typedef struct _TRANSMIT_FILE_BUFFERS { LPVOID Head; DWORD HeadLength; LPVOID Tail; DWORD TailLength; } TRANSMIT_FILE_BUFFERS,
  *LPTRANSMIT_FILE_BUFFERS;
#define TF_DISCONNECT 1
#define TF_REUSE_SOCKET 2
#define TF_WRITE_BEHIND 4

typedef BOOL (PASCAL *LPFN_ACCEPTEX)(SOCKET, SOCKET, PVOID, DWORD, DWORD, DWORD, LPDWORD, LPOVERLAPPED);
typedef BOOL (PASCAL *LPFN_CONNECTEX)(SOCKET, const struct sockaddr *, int, PVOID, DWORD, LPDWORD, LPOVERLAPPED);
typedef BOOL (PASCAL *LPFN_DISCONNECTEX)(SOCKET, LPOVERLAPPED, DWORD, DWORD);
typedef BOOL (PASCAL *LPFN_TRANSMITFILE)(SOCKET, HANDLE, DWORD, DWORD, LPOVERLAPPED, LPTRANSMIT_FILE_BUFFERS, DWORD);
typedef void (PASCAL *LPFN_GETACCEPTEXSOCKADDRS)(PVOID, DWORD, DWORD, DWORD, struct sockaddr **, LPINT, struct sockaddr **, LPINT);
typedef INT (PASCAL *LPFN_WSARECVMSG)(SOCKET, LPWSAMSG, LPDWORD, LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE);
typedef INT (PASCAL *LPFN_WSASENDMSG)(SOCKET, LPWSAMSG, DWORD, LPDWORD, LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE);
#define WSAID_ACCEPTEX {0xb5367df1, 0xcbac, 0x11cf, {0x95, 0xca, 0x00, 0x80, 0x5f, 0x48, 0xa1, 0x92}}
#define WSAID_CONNECTEX {0x25a207b9, 0xddf3, 0x4660, {0x8e, 0xe9, 0x76, 0xe5, 0x8c, 0x74, 0x06, 0x3e}}
#define WSAID_DISCONNECTEX {0x7fda2e11, 0x8630, 0x436f, {0xa0, 0x31, 0xf5, 0x36, 0xa6, 0xee, 0xc1, 0x57}}
#define WSAID_GETACCEPTEXSOCKADDRS {0xb5367df2, 0xcbac, 0x11cf, {0x95, 0xca, 0x00, 0x80, 0x5f, 0x48, 0xa1, 0x92}}
#define WSAID_TRANSMITFILE {0xb5367df0, 0xcbac, 0x11cf, {0x95, 0xca, 0x00, 0x80, 0x5f, 0x48, 0xa1, 0x92}}
#define WSAID_WSARECVMSG {0xf689d7c8, 0x6f1f, 0x436b, {0x8a, 0x53, 0xe5, 0x4f, 0xe3, 0x51, 0xc3, 0x22}}
#define WSAID_WSASENDMSG {0xa441e712, 0x754f, 0x43ca, {0x84, 0xa7, 0x0d, 0xee, 0x44, 0xcf, 0x60, 0x6d}}

