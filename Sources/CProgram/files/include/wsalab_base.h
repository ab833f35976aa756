// The types, the macros and the functions of Windows that have nothing to do with sockets, as far as programs with
// sockets use them. Sizes are those of 64-bit Windows: LONG and DWORD have 32 bits. wchar_t has 32 bits here and 16 on
// Windows: a program that counts its bytes sees the difference.
#ifndef WSALAB_BASE_H
#define WSALAB_BASE_H

#include <stddef.h>
#include <stdint.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <ctype.h>
#include <time.h>
#include <limits.h>
#include <strings.h>
#include <unistd.h>
#include <sys/types.h>
#ifdef __cplusplus
// These take back macros of the same names as functions of theirs: they come first.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <ctime>
#include <string>
#include <algorithm>
#endif

#ifdef __cplusplus
#define WSALAB_BEGIN extern "C" {
#define WSALAB_END }
#else
#define WSALAB_BEGIN
#define WSALAB_END
#endif
// A function of Windows is known to the linker by another name, so that none of the system's of the same name is meant.
#define WSALAB_FN(name) __asm__("wsal_" #name)

#ifndef _WIN32
#define _WIN32 1
#define _WIN64 1
#define WIN32 1
#define _WINDOWS_ 1
#define _M_X64 100
#define _M_AMD64 100
#endif
#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0A00
#endif
#ifndef WINVER
#define WINVER 0x0A00
#endif

#define WINAPI
#define APIENTRY
#define CALLBACK
#define WSAAPI
#define PASCAL
#define FAR
#define NEAR
#define far
#define near
#define CONST const
#define IN
#define OUT
#define OPTIONAL
#define VOID void
#define WINBASEAPI
#define DECLSPEC_IMPORT
#define FORCEINLINE static inline __attribute__((always_inline))
#ifndef __forceinline
#define __forceinline inline __attribute__((always_inline))
#endif
#ifndef __clang__
#define __stdcall
#define __cdecl
#define __fastcall
#define __declspec(x)
#define __int64 long long
#define __int32 int
#define __int16 short
#define __int8 char
#endif
#define _cdecl
#define _stdcall
#define UNREFERENCED_PARAMETER(x) ((void)(x))
#define DBG_UNREFERENCED_PARAMETER(x) ((void)(x))
#define DECLARE_HANDLE(name) typedef void *name
// Annotations of the source that say nothing to this compiler.
#define _In_
#define _In_opt_
#define _In_z_
#define _In_reads_(x)
#define _In_reads_bytes_(x)
#define _Out_
#define _Out_opt_
#define _Out_writes_(x)
#define _Out_writes_bytes_(x)
#define _Inout_
#define _Inout_opt_
#define _Inout_updates_(x)
#define _Ret_maybenull_
#define _Success_(x)
#define _Return_type_success_(x)
#define _Check_return_
#define _Must_inspect_result_
#define _Pre_
#define _Post_
#define _Use_decl_annotations_
#define _Frees_ptr_opt_
#define __in_opt
#define __out_opt
#define __inout
#define _Acquires_lock_(x)
#define _Releases_lock_(x)
#define _Analysis_assume_(x)
#ifndef _countof
#define _countof(a) (sizeof(a) / sizeof((a)[0]))
#endif
#ifndef ARRAYSIZE
#define ARRAYSIZE(a) (sizeof(a) / sizeof((a)[0]))
#endif
// A structured exception is none here: a crash ends the program, and is told.
#ifndef __try
#define __try if (1)
#define __except(x) else if (0)
#define __finally if (1)
#endif
#define __leave goto wsalab_no_leave

typedef int BOOL, *PBOOL, *LPBOOL;
typedef unsigned char BOOLEAN, *PBOOLEAN;
typedef char CHAR, *PCHAR, *LPSTR, *PSTR, *NPSTR;
typedef const char *LPCSTR, *PCSTR;
typedef signed char INT8;
typedef unsigned char UCHAR, *PUCHAR, BYTE, *PBYTE, *LPBYTE, UINT8;
typedef short SHORT, *PSHORT, INT16;
typedef unsigned short USHORT, *PUSHORT, WORD, *PWORD, *LPWORD, UINT16, ATOM;
typedef int INT, *PINT, *LPINT, LONG, *PLONG, *LPLONG, INT32, LONG32, HRESULT, NTSTATUS;
typedef unsigned int UINT, *PUINT, *LPUINT, ULONG, *PULONG, *LPULONG, DWORD, *PDWORD, *LPDWORD, UINT32, ULONG32,
  DWORD32, COLORREF, LCID;
typedef long long LONGLONG, *PLONGLONG, LONG64, INT64, *PINT64, INT_PTR, *PINT_PTR, LONG_PTR, *PLONG_PTR, SSIZE_T,
  LPARAM, LRESULT;
typedef unsigned long long ULONGLONG, *PULONGLONG, DWORDLONG, ULONG64, *PULONG64, UINT64, *PUINT64, DWORD64, UINT_PTR,
  *PUINT_PTR, ULONG_PTR, *PULONG_PTR, DWORD_PTR, *PDWORD_PTR, WPARAM;
typedef size_t SIZE_T, *PSIZE_T;
typedef float FLOAT;
typedef double DOUBLE;
typedef void *PVOID, *LPVOID, *HANDLE, **PHANDLE, **LPHANDLE, *HINSTANCE, *HMODULE, *HWND, *HLOCAL, *HGLOBAL, *HKEY,
  *FARPROC_;
typedef const void *LPCVOID, *PCVOID;
typedef wchar_t WCHAR, *PWCHAR, *LPWSTR, *PWSTR, *LPWCH;
typedef const wchar_t *LPCWSTR, *PCWSTR;
typedef unsigned short wsalab_u16;
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
typedef unsigned int u_long_;
#define u_long u_long_
typedef unsigned long long u_int64;
typedef int errno_t;
typedef int (*FARPROC)(void);
#ifdef UNICODE
typedef WCHAR TCHAR, *PTCHAR, *LPTCH;
typedef LPWSTR LPTSTR, PTSTR;
typedef LPCWSTR LPCTSTR, PCTSTR;
#define TEXT(x) L##x
#define __TEXT(x) L##x
#else
typedef char TCHAR, *PTCHAR, *LPTCH;
typedef LPSTR LPTSTR, PTSTR;
typedef LPCSTR LPCTSTR, PCTSTR;
#define TEXT(x) x
#define __TEXT(x) x
#endif
typedef TCHAR _TCHAR;

#ifndef TRUE
#define TRUE 1
#define FALSE 0
#endif
#ifndef NULL
#define NULL 0
#endif
#define MAX_PATH 260
#define INFINITE 0xFFFFFFFFu
#define MAXDWORD 0xFFFFFFFFu
#define INVALID_HANDLE_VALUE ((HANDLE)(LONG_PTR)-1)
#define MAKEWORD(a, b) ((WORD)(((BYTE)(((DWORD_PTR)(a)) & 0xff)) | ((WORD)((BYTE)(((DWORD_PTR)(b)) & 0xff))) << 8))
#define MAKELONG(a, b) ((LONG)(((WORD)(((DWORD_PTR)(a)) & 0xffff)) | ((DWORD)((WORD)(((DWORD_PTR)(b)) & 0xffff))) << 16))
#define LOWORD(l) ((WORD)(((DWORD_PTR)(l)) & 0xffff))
#define HIWORD(l) ((WORD)((((DWORD_PTR)(l)) >> 16) & 0xffff))
#define LOBYTE(w) ((BYTE)(((DWORD_PTR)(w)) & 0xff))
#define HIBYTE(w) ((BYTE)((((DWORD_PTR)(w)) >> 8) & 0xff))
#define MAKELANGID(p, s) ((((WORD)(s)) << 10) | (WORD)(p))
#define LANG_NEUTRAL 0
#define LANG_ENGLISH 9
#define LANG_KOREAN 0x12
#define SUBLANG_DEFAULT 1
#define SUBLANG_ENGLISH_US 1
#define CONTAINING_RECORD(address, type, field) ((type *)((char *)(address) - (size_t)(&((type *)0)->field)))
#define FIELD_OFFSET(type, field) ((LONG)offsetof(type, field))
#define ZeroMemory(p, n) memset((p), 0, (n))
#define RtlZeroMemory ZeroMemory
#define SecureZeroMemory ZeroMemory
#define CopyMemory(d, s, n) memcpy((d), (s), (n))
#define RtlCopyMemory CopyMemory
#define MoveMemory(d, s, n) memmove((d), (s), (n))
#define FillMemory(d, n, c) memset((d), (c), (n))
#define HRESULT_FROM_WIN32(x) ((HRESULT)(x) <= 0 ? (HRESULT)(x) : (HRESULT)(((x) & 0xFFFF) | 0x80070000))
#define S_OK ((HRESULT)0)
#define S_FALSE ((HRESULT)1)
#define E_FAIL ((HRESULT)0x80004005)
#define SUCCEEDED(x) ((HRESULT)(x) >= 0)
#define FAILED(x) ((HRESULT)(x) < 0)

#ifdef __cplusplus
#ifndef NOMINMAX
template <typename A, typename B> static inline auto wsalab_min(A a, B b) -> decltype(a < b ? a : b) { return a < b ? a : b; }
template <typename A, typename B> static inline auto wsalab_max(A a, B b) -> decltype(a < b ? a : b) { return a > b ? a : b; }
// Not `min` itself: `using namespace std` makes that one of two.
#endif
#elif !defined(NOMINMAX)
#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#endif

typedef struct _GUID {
  unsigned int Data1;
  unsigned short Data2, Data3;
  unsigned char Data4[8];
} GUID, *LPGUID, IID, CLSID;

typedef union _LARGE_INTEGER {
  struct { DWORD LowPart; LONG HighPart; };
  struct { DWORD LowPart; LONG HighPart; } u;
  LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;
typedef union _ULARGE_INTEGER {
  struct { DWORD LowPart; DWORD HighPart; };
  struct { DWORD LowPart; DWORD HighPart; } u;
  ULONGLONG QuadPart;
} ULARGE_INTEGER, *PULARGE_INTEGER;
typedef struct _FILETIME { DWORD dwLowDateTime, dwHighDateTime; } FILETIME, *PFILETIME, *LPFILETIME;
typedef struct _SYSTEMTIME {
  WORD wYear, wMonth, wDayOfWeek, wDay, wHour, wMinute, wSecond, wMilliseconds;
} SYSTEMTIME, *PSYSTEMTIME, *LPSYSTEMTIME;
typedef struct _SECURITY_ATTRIBUTES {
  DWORD nLength;
  LPVOID lpSecurityDescriptor;
  BOOL bInheritHandle;
} SECURITY_ATTRIBUTES, *PSECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;
typedef struct _LIST_ENTRY { struct _LIST_ENTRY *Flink, *Blink; } LIST_ENTRY, *PLIST_ENTRY;

typedef struct _OVERLAPPED {
  ULONG_PTR Internal, InternalHigh;
  union {
    struct { DWORD Offset, OffsetHigh; };
    PVOID Pointer;
  };
  HANDLE hEvent;
} OVERLAPPED, *LPOVERLAPPED;
typedef struct _OVERLAPPED_ENTRY {
  ULONG_PTR lpCompletionKey;
  LPOVERLAPPED lpOverlapped;
  ULONG_PTR Internal;
  DWORD dwNumberOfBytesTransferred;
} OVERLAPPED_ENTRY, *LPOVERLAPPED_ENTRY;

#define STATUS_WAIT_0 0u
#define STATUS_PENDING 0x103u
#define WAIT_OBJECT_0 0u
#define WAIT_ABANDONED 0x80u
#define WAIT_ABANDONED_0 0x80u
#define WAIT_IO_COMPLETION 0xC0u
#define WAIT_TIMEOUT 258
#define WAIT_FAILED 0xFFFFFFFFu
#define MAXIMUM_WAIT_OBJECTS 64
#define HasOverlappedIoCompleted(o) (wsal_memory_polled(), ((volatile OVERLAPPED *)(o))->Internal != STATUS_PENDING)

#define ERROR_SUCCESS 0
#define NO_ERROR 0
#define ERROR_FILE_NOT_FOUND 2
#define ERROR_ACCESS_DENIED 5
#define ERROR_INVALID_HANDLE 6
#define ERROR_NOT_ENOUGH_MEMORY 8
#define ERROR_HANDLE_EOF 38
#define ERROR_NOT_SUPPORTED 50
#define ERROR_NETNAME_DELETED 64
#define ERROR_INVALID_PARAMETER 87
#define ERROR_BROKEN_PIPE 109
#define ERROR_SEM_TIMEOUT 121
#define ERROR_INSUFFICIENT_BUFFER 122
#define ERROR_ALREADY_EXISTS 183
#define ERROR_MORE_DATA 234
#define ERROR_NOT_OWNER 288
#define ERROR_TOO_MANY_POSTS 298
#define ERROR_ABANDONED_WAIT_0 735
#define ERROR_OPERATION_ABORTED 995
#define ERROR_IO_INCOMPLETE 996
#define ERROR_IO_PENDING 997
#define ERROR_NOACCESS 998
#define ERROR_NOT_FOUND 1168
#define ERROR_CONNECTION_REFUSED 1225
#define ERROR_CONNECTION_ABORTED 1236
#define ERROR_TIMEOUT 1460

typedef DWORD (WINAPI *PTHREAD_START_ROUTINE)(LPVOID);
typedef PTHREAD_START_ROUTINE LPTHREAD_START_ROUTINE;
typedef void (WINAPI *PAPCFUNC)(ULONG_PTR);
typedef BOOL (WINAPI *PHANDLER_ROUTINE)(DWORD);

// A critical section, a slim lock and a condition variable: what is in them is the session's.
typedef struct _RTL_CRITICAL_SECTION {
  unsigned magic, owner, depth, waiting;
  void *reserved[3];
} CRITICAL_SECTION, *PCRITICAL_SECTION, *LPCRITICAL_SECTION, RTL_CRITICAL_SECTION;
typedef struct _RTL_SRWLOCK { unsigned owner; int shared; } SRWLOCK, *PSRWLOCK;
typedef struct _RTL_CONDITION_VARIABLE { void *reserved; } CONDITION_VARIABLE, *PCONDITION_VARIABLE;
typedef union _RTL_RUN_ONCE { void *Ptr; } INIT_ONCE, *PINIT_ONCE, *LPINIT_ONCE;
typedef BOOL (CALLBACK *PINIT_ONCE_FN)(PINIT_ONCE, PVOID, PVOID *);
#define SRWLOCK_INIT {0, 0}
#define RTL_SRWLOCK_INIT {0, 0}
#define CONDITION_VARIABLE_INIT {0}
#define INIT_ONCE_STATIC_INIT {0}
#define CONDITION_VARIABLE_LOCKMODE_SHARED 1

typedef struct _SYSTEM_INFO {
  union { DWORD dwOemId; struct { WORD wProcessorArchitecture, wReserved; }; };
  DWORD dwPageSize;
  LPVOID lpMinimumApplicationAddress, lpMaximumApplicationAddress;
  DWORD_PTR dwActiveProcessorMask;
  DWORD dwNumberOfProcessors, dwProcessorType, dwAllocationGranularity;
  WORD wProcessorLevel, wProcessorRevision;
} SYSTEM_INFO, *LPSYSTEM_INFO;
typedef struct _COORD { SHORT X, Y; } COORD;

#define CREATE_SUSPENDED 4
#define STACK_SIZE_PARAM_IS_A_RESERVATION 0x10000
#define STILL_ACTIVE 259
#define THREAD_PRIORITY_NORMAL 0
#define THREAD_PRIORITY_HIGHEST 2
#define THREAD_PRIORITY_ABOVE_NORMAL 1
#define THREAD_PRIORITY_BELOW_NORMAL (-1)
#define THREAD_PRIORITY_LOWEST (-2)
#define THREAD_PRIORITY_TIME_CRITICAL 15
#define EVENT_ALL_ACCESS 0x1F0003
#define GENERIC_READ 0x80000000u
#define GENERIC_WRITE 0x40000000u
#define FILE_SHARE_READ 1
#define FILE_SHARE_WRITE 2
#define OPEN_EXISTING 3
#define CREATE_ALWAYS 2
#define FILE_ATTRIBUTE_NORMAL 0x80
#define FILE_FLAG_OVERLAPPED 0x40000000
#define FILE_FLAG_SEQUENTIAL_SCAN 0x08000000
#define FORMAT_MESSAGE_ALLOCATE_BUFFER 0x100
#define FORMAT_MESSAGE_IGNORE_INSERTS 0x200
#define FORMAT_MESSAGE_FROM_STRING 0x400
#define FORMAT_MESSAGE_FROM_HMODULE 0x800
#define FORMAT_MESSAGE_FROM_SYSTEM 0x1000
#define FORMAT_MESSAGE_ARGUMENT_ARRAY 0x2000
#define FORMAT_MESSAGE_MAX_WIDTH_MASK 0xFF
#define LMEM_FIXED 0
#define LMEM_ZEROINIT 0x40
#define LPTR 0x40
#define GMEM_FIXED 0
#define GMEM_ZEROINIT 0x40
#define GPTR 0x40
#define HEAP_ZERO_MEMORY 8
#define MEM_COMMIT 0x1000
#define MEM_RESERVE 0x2000
#define MEM_RELEASE 0x8000
#define PAGE_READWRITE 4
#define STD_INPUT_HANDLE ((DWORD)-10)
#define STD_OUTPUT_HANDLE ((DWORD)-11)
#define STD_ERROR_HANDLE ((DWORD)-12)
#define CTRL_C_EVENT 0
#define CTRL_BREAK_EVENT 1
#define CTRL_CLOSE_EVENT 2
#define CP_ACP 0
#define CP_UTF8 65001
#define MB_OK 0
#define MB_ICONERROR 0x10
#define MB_ICONWARNING 0x30
#define MB_ICONINFORMATION 0x40
#define TLS_OUT_OF_INDEXES 0xFFFFFFFFu
#define PROCESSOR_ARCHITECTURE_AMD64 9

#include "wsalab_kernel.h"
#include "wsalab_crt.h"
#include "wsalab_interlocked.h"
#endif
