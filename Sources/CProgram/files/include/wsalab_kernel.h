// Functions of kernel32, user32 and process.h. Included by wsalab_base.h.
WSALAB_BEGIN
void wsal_memory_polled(void);

HANDLE CreateThread(LPSECURITY_ATTRIBUTES, SIZE_T, LPTHREAD_START_ROUTINE, LPVOID, DWORD, LPDWORD) WSALAB_FN(CreateThread);
// Ends the thread that calls it.
void ExitThread(DWORD) WSALAB_FN(ExitThread) __attribute__((noreturn));
BOOL TerminateThread(HANDLE, DWORD) WSALAB_FN(TerminateThread);
BOOL GetExitCodeThread(HANDLE, LPDWORD) WSALAB_FN(GetExitCodeThread);
DWORD ResumeThread(HANDLE) WSALAB_FN(ResumeThread);
DWORD SuspendThread(HANDLE) WSALAB_FN(SuspendThread);
HANDLE GetCurrentThread(void) WSALAB_FN(GetCurrentThread);
DWORD GetCurrentThreadId(void) WSALAB_FN(GetCurrentThreadId);
DWORD GetThreadId(HANDLE) WSALAB_FN(GetThreadId);
BOOL SetThreadPriority(HANDLE, int) WSALAB_FN(SetThreadPriority);
int GetThreadPriority(HANDLE) WSALAB_FN(GetThreadPriority);
BOOL SwitchToThread(void) WSALAB_FN(SwitchToThread);
HANDLE GetCurrentProcess(void) WSALAB_FN(GetCurrentProcess);
DWORD GetCurrentProcessId(void) WSALAB_FN(GetCurrentProcessId);
void ExitProcess(UINT) WSALAB_FN(ExitProcess) __attribute__((noreturn));
BOOL TerminateProcess(HANDLE, UINT) WSALAB_FN(TerminateProcess);
// Queues a function to a thread.
DWORD QueueUserAPC(PAPCFUNC, HANDLE, ULONG_PTR) WSALAB_FN(QueueUserAPC);

// Makes an event.
HANDLE CreateEventA(LPSECURITY_ATTRIBUTES, BOOL, BOOL, LPCSTR) WSALAB_FN(CreateEvent);
HANDLE CreateEventW(LPSECURITY_ATTRIBUTES, BOOL, BOOL, LPCWSTR) WSALAB_FN(CreateEvent);
#define CreateEvent CreateEventA
// Signals an event.
BOOL SetEvent(HANDLE) WSALAB_FN(SetEvent);
// Makes an event not signaled.
BOOL ResetEvent(HANDLE) WSALAB_FN(ResetEvent);
// Makes a mutex: one thread at a time has it.
HANDLE CreateMutexA(LPSECURITY_ATTRIBUTES, BOOL, LPCSTR) WSALAB_FN(CreateMutex);
HANDLE CreateMutexW(LPSECURITY_ATTRIBUTES, BOOL, LPCWSTR) WSALAB_FN(CreateMutex);
#define CreateMutex CreateMutexA
// Gives a mutex back.
BOOL ReleaseMutex(HANDLE) WSALAB_FN(ReleaseMutex);
// Makes a semaphore.
HANDLE CreateSemaphoreA(LPSECURITY_ATTRIBUTES, LONG, LONG, LPCSTR) WSALAB_FN(CreateSemaphore);
HANDLE CreateSemaphoreW(LPSECURITY_ATTRIBUTES, LONG, LONG, LPCWSTR) WSALAB_FN(CreateSemaphore);
#define CreateSemaphore CreateSemaphoreA
// Adds to the count of a semaphore; that many waits more are satisfied.
BOOL ReleaseSemaphore(HANDLE, LONG, LPLONG) WSALAB_FN(ReleaseSemaphore);
// Waits until an event is signaled.
DWORD WaitForSingleObject(HANDLE, DWORD) WSALAB_FN(WaitForSingleObject);
// Waits as WaitForSingleObject does; with bAlertable TRUE, completion routines and APCs run in it.
DWORD WaitForSingleObjectEx(HANDLE, DWORD, BOOL) WSALAB_FN(WaitForSingleObjectEx);
// Waits until one or all of 1 to 64 objects are signaled.
DWORD WaitForMultipleObjects(DWORD, const HANDLE *, BOOL, DWORD) WSALAB_FN(WaitForMultipleObjects);
// Waits as WaitForMultipleObjects does; with bAlertable TRUE, completion routines and APCs run in it.
DWORD WaitForMultipleObjectsEx(DWORD, const HANDLE *, BOOL, DWORD, BOOL) WSALAB_FN(WaitForMultipleObjectsEx);
// Closes a completion port (sockets are closed with closesocket, events with WSACloseEvent).
BOOL CloseHandle(HANDLE) WSALAB_FN(CloseHandle);
// Sleeps.
void Sleep(DWORD) WSALAB_FN(Sleep);
// Sleeps; alertably, it lets the completion routines of its thread run.
DWORD SleepEx(DWORD, BOOL) WSALAB_FN(SleepEx);

// Two calls in one: with INVALID_HANDLE_VALUE it makes a completion port, with a handle and a port it associates the two under a key; with a handle and NULL it does both.
HANDLE CreateIoCompletionPort(HANDLE, HANDLE, ULONG_PTR, DWORD) WSALAB_FN(CreateIoCompletionPort);
// Takes the first packet of a completion port, waiting for one if need be.
BOOL GetQueuedCompletionStatus(HANDLE, LPDWORD, PULONG_PTR, LPOVERLAPPED *, DWORD) WSALAB_FN(GetQueuedCompletionStatus);
// Takes up to so many packets at once; it can wait alertably.
BOOL GetQueuedCompletionStatusEx(HANDLE, LPOVERLAPPED_ENTRY, ULONG, PULONG, DWORD, BOOL) WSALAB_FN(GetQueuedCompletionStatusEx);
// Puts a packet of your own into a port's queue: to wake a worker, hand it work or end it.
BOOL PostQueuedCompletionStatus(HANDLE, DWORD, ULONG_PTR, LPOVERLAPPED) WSALAB_FN(PostQueuedCompletionStatus);
// FILE_SKIP_COMPLETION_PORT_ON_SUCCESS: no packet for an operation that was done at once.
BOOL SetFileCompletionNotificationModes(HANDLE, UCHAR) WSALAB_FN(SetFileCompletionNotificationModes);
// Tells how an overlapped operation ended, as WSAGetOverlappedResult does, with the errors of kernel32.
BOOL GetOverlappedResult(HANDLE, LPOVERLAPPED, LPDWORD, BOOL) WSALAB_FN(GetOverlappedResult);
// Cancels all operations on a socket that the calling thread has begun.
BOOL CancelIo(HANDLE) WSALAB_FN(CancelIo);
// Cancels one operation on a socket, or all (NULL), whichever thread has begun them.
BOOL CancelIoEx(HANDLE, LPOVERLAPPED) WSALAB_FN(CancelIoEx);
// Opens a file; here one that is there, for reading, so that TransmitFile can send it.
HANDLE CreateFileA(LPCSTR, DWORD, DWORD, LPSECURITY_ATTRIBUTES, DWORD, DWORD, HANDLE) WSALAB_FN(CreateFile);
#define CreateFile CreateFileA
BOOL ReadFile(HANDLE, LPVOID, DWORD, LPDWORD, LPOVERLAPPED) WSALAB_FN(ReadFile);
BOOL WriteFile(HANDLE, LPCVOID, DWORD, LPDWORD, LPOVERLAPPED) WSALAB_FN(WriteFile);
#define FILE_SKIP_COMPLETION_PORT_ON_SUCCESS 1
#define FILE_SKIP_SET_EVENT_ON_HANDLE 2

// Gives the error of this thread's last failed call.
DWORD GetLastError(void) WSALAB_FN(GetLastError);
void SetLastError(DWORD) WSALAB_FN(SetLastError);

void InitializeCriticalSection(LPCRITICAL_SECTION) WSALAB_FN(InitializeCriticalSection);
BOOL InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION, DWORD) WSALAB_FN(InitializeCriticalSectionAndSpinCount);
BOOL InitializeCriticalSectionEx(LPCRITICAL_SECTION, DWORD, DWORD) WSALAB_FN(InitializeCriticalSectionEx);
void EnterCriticalSection(LPCRITICAL_SECTION) WSALAB_FN(EnterCriticalSection);
BOOL TryEnterCriticalSection(LPCRITICAL_SECTION) WSALAB_FN(TryEnterCriticalSection);
void LeaveCriticalSection(LPCRITICAL_SECTION) WSALAB_FN(LeaveCriticalSection);
void DeleteCriticalSection(LPCRITICAL_SECTION) WSALAB_FN(DeleteCriticalSection);
void InitializeSRWLock(PSRWLOCK) WSALAB_FN(InitializeSRWLock);
void AcquireSRWLockExclusive(PSRWLOCK) WSALAB_FN(AcquireSRWLockExclusive);
BOOLEAN TryAcquireSRWLockExclusive(PSRWLOCK) WSALAB_FN(TryAcquireSRWLockExclusive);
void ReleaseSRWLockExclusive(PSRWLOCK) WSALAB_FN(ReleaseSRWLockExclusive);
void AcquireSRWLockShared(PSRWLOCK) WSALAB_FN(AcquireSRWLockShared);
BOOLEAN TryAcquireSRWLockShared(PSRWLOCK) WSALAB_FN(TryAcquireSRWLockShared);
void ReleaseSRWLockShared(PSRWLOCK) WSALAB_FN(ReleaseSRWLockShared);
void InitializeConditionVariable(PCONDITION_VARIABLE) WSALAB_FN(InitializeConditionVariable);
BOOL SleepConditionVariableCS(PCONDITION_VARIABLE, PCRITICAL_SECTION, DWORD) WSALAB_FN(SleepConditionVariableCS);
BOOL SleepConditionVariableSRW(PCONDITION_VARIABLE, PSRWLOCK, DWORD, ULONG) WSALAB_FN(SleepConditionVariableSRW);
void WakeConditionVariable(PCONDITION_VARIABLE) WSALAB_FN(WakeConditionVariable);
void WakeAllConditionVariable(PCONDITION_VARIABLE) WSALAB_FN(WakeAllConditionVariable);
BOOL InitOnceExecuteOnce(PINIT_ONCE, PINIT_ONCE_FN, PVOID, LPVOID *) WSALAB_FN(InitOnceExecuteOnce);

DWORD TlsAlloc(void) WSALAB_FN(TlsAlloc);
LPVOID TlsGetValue(DWORD) WSALAB_FN(TlsGetValue);
BOOL TlsSetValue(DWORD, LPVOID) WSALAB_FN(TlsSetValue);
BOOL TlsFree(DWORD) WSALAB_FN(TlsFree);

DWORD GetTickCount(void) WSALAB_FN(GetTickCount);
ULONGLONG GetTickCount64(void) WSALAB_FN(GetTickCount64);
BOOL QueryPerformanceCounter(LARGE_INTEGER *) WSALAB_FN(QueryPerformanceCounter);
BOOL QueryPerformanceFrequency(LARGE_INTEGER *) WSALAB_FN(QueryPerformanceFrequency);
void GetSystemInfo(LPSYSTEM_INFO) WSALAB_FN(GetSystemInfo);
#define GetNativeSystemInfo GetSystemInfo
void GetLocalTime(LPSYSTEMTIME) WSALAB_FN(GetLocalTime);
void GetSystemTime(LPSYSTEMTIME) WSALAB_FN(GetSystemTime);
void GetSystemTimeAsFileTime(LPFILETIME) WSALAB_FN(GetSystemTimeAsFileTime);
DWORD timeGetTime(void) WSALAB_FN(timeGetTime);

DWORD FormatMessageA(DWORD, LPCVOID, DWORD, DWORD, LPSTR, DWORD, va_list *) WSALAB_FN(FormatMessageA);
DWORD FormatMessageW(DWORD, LPCVOID, DWORD, DWORD, LPWSTR, DWORD, va_list *) WSALAB_FN(FormatMessageW);
#ifdef UNICODE
#define FormatMessage FormatMessageW
#else
#define FormatMessage FormatMessageA
#endif
HLOCAL LocalAlloc(UINT, SIZE_T) WSALAB_FN(LocalAlloc);
HLOCAL LocalFree(HLOCAL) WSALAB_FN(LocalFree);
HGLOBAL GlobalAlloc(UINT, SIZE_T) WSALAB_FN(GlobalAlloc);
HGLOBAL GlobalFree(HGLOBAL) WSALAB_FN(GlobalFree);
HANDLE GetProcessHeap(void) WSALAB_FN(GetProcessHeap);
LPVOID HeapAlloc(HANDLE, DWORD, SIZE_T) WSALAB_FN(HeapAlloc);
LPVOID HeapReAlloc(HANDLE, DWORD, LPVOID, SIZE_T) WSALAB_FN(HeapReAlloc);
BOOL HeapFree(HANDLE, DWORD, LPVOID) WSALAB_FN(HeapFree);
LPVOID VirtualAlloc(LPVOID, SIZE_T, DWORD, DWORD) WSALAB_FN(VirtualAlloc);
BOOL VirtualFree(LPVOID, SIZE_T, DWORD) WSALAB_FN(VirtualFree);
int MessageBoxA(HWND, LPCSTR, LPCSTR, UINT) WSALAB_FN(MessageBoxA);
int MessageBoxW(HWND, LPCWSTR, LPCWSTR, UINT) WSALAB_FN(MessageBoxW);
#ifdef UNICODE
#define MessageBox MessageBoxW
#else
#define MessageBox MessageBoxA
#endif
void OutputDebugStringA(LPCSTR) WSALAB_FN(OutputDebugStringA);
#define OutputDebugString OutputDebugStringA
HANDLE GetStdHandle(DWORD) WSALAB_FN(GetStdHandle);
BOOL WriteConsoleA(HANDLE, const void *, DWORD, LPDWORD, LPVOID) WSALAB_FN(WriteConsoleA);
#define WriteConsole WriteConsoleA
BOOL SetConsoleCtrlHandler(PHANDLER_ROUTINE, BOOL) WSALAB_FN(SetConsoleCtrlHandler);
BOOL SetConsoleTitleA(LPCSTR) WSALAB_FN(SetConsoleTitle);
BOOL SetConsoleTitleW(LPCWSTR) WSALAB_FN(SetConsoleTitle);
#ifdef UNICODE
#define SetConsoleTitle SetConsoleTitleW
#else
#define SetConsoleTitle SetConsoleTitleA
#endif
BOOL SetConsoleOutputCP(UINT) WSALAB_FN(SetConsoleOutputCP);
BOOL SetConsoleCP(UINT) WSALAB_FN(SetConsoleCP);
BOOL SetConsoleTextAttribute(HANDLE, WORD) WSALAB_FN(SetConsoleTextAttribute);
BOOL SetConsoleCursorPosition(HANDLE, COORD) WSALAB_FN(SetConsoleCursorPosition);
int lstrlenA(LPCSTR) WSALAB_FN(lstrlenA);
int lstrlenW(LPCWSTR) WSALAB_FN(lstrlenW);
#ifdef UNICODE
#define lstrlen lstrlenW
#else
#define lstrlen lstrlenA
#endif
int MultiByteToWideChar(UINT, DWORD, LPCSTR, int, LPWSTR, int) WSALAB_FN(MultiByteToWideChar);
int WideCharToMultiByte(UINT, DWORD, LPCWSTR, int, LPSTR, int, LPCSTR, LPBOOL) WSALAB_FN(WideCharToMultiByte);
HMODULE LoadLibraryA(LPCSTR) WSALAB_FN(LoadLibraryA);
HMODULE GetModuleHandleA(LPCSTR) WSALAB_FN(GetModuleHandleA);
FARPROC GetProcAddress(HMODULE, LPCSTR) WSALAB_FN(GetProcAddress);
#define LoadLibrary LoadLibraryA
#define GetModuleHandle GetModuleHandleA

uintptr_t _beginthreadex(void *, unsigned, unsigned (*)(void *), void *, unsigned, unsigned *) WSALAB_FN(_beginthreadex);
void _endthreadex(unsigned) WSALAB_FN(_endthreadex);
uintptr_t _beginthread(void (*)(void *), unsigned, void *) WSALAB_FN(_beginthread);
void _endthread(void) WSALAB_FN(_endthread);

int _kbhit(void) WSALAB_FN(_kbhit);
int _getch(void) WSALAB_FN(_getch);
int _getche(void) WSALAB_FN(_getch);
#define kbhit _kbhit
#define getch _getch
int wsal_system(const char *);
#define system wsal_system
WSALAB_END
