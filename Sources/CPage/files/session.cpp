// Build:  x86_64-w64-mingw32-g++ -Wall -Wextra -O1 FILE.cpp -o FILE.exe -static -lws2_32 -lmswsock
// With -DRECORDS it prints a record of each call, one JSON object a line.
#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0A00
#endif
#include <winsock2.h>
#include <ws2tcpip.h>
#include <mswsock.h>
#include <windows.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

// An address as the calls want it.
struct Address {
  sockaddr_storage storage;
  int length;
  sockaddr *get() { return reinterpret_cast<sockaddr *>(&storage); }
};

[[maybe_unused]] static Address address(const char *host, unsigned short port) {
  Address made = {};
  if (strchr(host, ':')) {
    sockaddr_in6 *six = reinterpret_cast<sockaddr_in6 *>(&made.storage);
    six->sin6_family = AF_INET6;
    six->sin6_port = htons(port);
    inet_pton(AF_INET6, host, &six->sin6_addr);
    made.length = sizeof *six;
  } else {
    sockaddr_in *four = reinterpret_cast<sockaddr_in *>(&made.storage);
    four->sin_family = AF_INET;
    four->sin_port = htons(port);
    inet_pton(AF_INET, host, &four->sin_addr);
    made.length = sizeof *four;
  }
  return made;
}

// The address of a socket whose port the system has chosen; what listens everywhere is reached on the loopback.
[[maybe_unused]] static Address addressOf(SOCKET s) {
  Address made = {};
  made.length = sizeof made.storage;
  getsockname(s, made.get(), &made.length);
  sockaddr_in *four = reinterpret_cast<sockaddr_in *>(&made.storage);
  if (four->sin_family == AF_INET && four->sin_addr.s_addr == INADDR_ANY) four->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return made;
}

[[maybe_unused]] static std::string text(Address &from) {
  char host[INET6_ADDRSTRLEN] = "";
  sockaddr_in *four = reinterpret_cast<sockaddr_in *>(&from.storage);
  sockaddr_in6 *six = reinterpret_cast<sockaddr_in6 *>(&from.storage);
  if (four->sin_family == AF_INET6) {
    inet_ntop(AF_INET6, &six->sin6_addr, host, sizeof host);
    return "[" + std::string(host) + "]:" + std::to_string(ntohs(six->sin6_port));
  }
  inet_ntop(AF_INET, &four->sin_addr, host, sizeof host);
  return std::string(host) + ":" + std::to_string(ntohs(four->sin_port));
}

// Gives a buffer memory of its own: bytes, and zeros behind them.
[[maybe_unused]] static void fill(WSABUF &buffer, const std::string &bytes, size_t size) {
  buffer.buf = static_cast<char *>(calloc(size ? size : 1, 1));
  if (!buffer.buf) abort();
  memcpy(buffer.buf, bytes.data(), bytes.size() < size ? bytes.size() : size);
  buffer.len = static_cast<ULONG>(size);
}

[[maybe_unused]] static std::string repeated(const std::string &one, int times) {
  std::string all;
  while (times-- > 0) all += one;
  return all;
}

// What an extension function is called by; it is not exported.
template <typename Function>
[[maybe_unused]] static Function extension(SOCKET s, GUID id) {
  Function function = nullptr;
  DWORD bytes = 0;
  WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &function, sizeof function, &bytes, nullptr, nullptr);
  return function;
}

// Which thread runs, and whether what it runs has waited meanwhile.
static thread_local const char *threadName = "main";
static thread_local bool hasWaited = false;

[[maybe_unused]] static std::string hex(const char *bytes, int count) {
  static const char digits[] = "0123456789abcdef";
  std::string all;
  for (int i = 0; i < count; i++) {
    all += digits[static_cast<unsigned char>(bytes[i]) >> 4];
    all += digits[bytes[i] & 15];
  }
  return all;
}

// Tells what a call has returned. `value` is JSON; `out` is what it stored, as JSON without the braces.
static void done(int step, const char *call, const std::string &value, bool failed, const std::string &out = "") {
  DWORD error = failed ? static_cast<DWORD>(WSAGetLastError()) : 0;
#ifdef RECORDS
  std::string told = failed ? "{\"code\":" + std::to_string(error) + "}" : "null";
  if (!failed && !out.empty()) told += ",\"out\":{" + out + "}";
  printf("{\"%s\":%d,\"thread\":\"%s\",\"call\":\"%s\",\"return\":%s,\"error\":%s}\n", hasWaited ? "resumes" : "step",
         step, threadName, call, value.c_str(), told.c_str());
#else
  if (failed && error == WSA_IO_PENDING) printf("%2d  %s: WSA_IO_PENDING\n", step, call);
  else if (failed) printf("%2d  %s failed with error: %lu\n", step, call, error);
  else printf("%2d  %s returned %s%s%s\n", step, call, value.c_str(), out.empty() ? "" : "  ", out.c_str());
#endif
  fflush(stdout);
  WSASetLastError(static_cast<int>(error));
}

[[maybe_unused]] static void done(int step, const char *call, long long value, bool failed, const std::string &out = "") {
  done(step, call, std::to_string(value), failed, out);
}

// A thread of the session: it runs one step after the other, each when it is told to.
struct Thread {
  const char *name;
  HANDLE go, ready;
  void (*step)();
  bool waits;
};

[[maybe_unused]] static DWORD WINAPI work(LPVOID given) {
  Thread *self = static_cast<Thread *>(given);
  threadName = self->name;
  HANDLE go = self->go, ready = self->ready;
  for (;;) {
    WaitForSingleObject(go, INFINITE);
    hasWaited = self->waits;
    self->step();
    SetEvent(ready);
  }
}

[[maybe_unused]] static void give(Thread &thread, void (*step)(), bool waits) {
  if (!thread.go) {
    thread.go = CreateEvent(nullptr, FALSE, FALSE, nullptr);
    thread.ready = CreateEvent(nullptr, FALSE, FALSE, nullptr);
    HANDLE handle = CreateThread(nullptr, 0, work, &thread, 0, nullptr);
    if (!handle) abort();
    CloseHandle(handle);
  }
  thread.step = step;
  thread.waits = waits;
  SetEvent(thread.go);
}

// Runs a step on its thread, to its end. One that waits where the session did not is left alone, and what follows runs on
// a thread of the same name.
[[maybe_unused]] static void run(Thread &thread, int number, const char *call, void (*step)()) {
  give(thread, step, false);
  if (WaitForSingleObject(thread.ready, 5000) == WAIT_OBJECT_0) return;
#ifdef RECORDS
  printf("{\"step\":%d,\"thread\":\"%s\",\"call\":\"%s\",\"blocked\":true}\n", number, thread.name, call);
#else
  printf("%2d  %s does not return here\n", number, call);
#endif
  fflush(stdout);
  thread.go = nullptr;
}

// Begins a step that waits; `finish` waits for its end.
[[maybe_unused]] static void begin(Thread &thread, int number, const char *call, void (*step)()) {
#ifdef RECORDS
  printf("{\"step\":%d,\"thread\":\"%s\",\"call\":\"%s\",\"blocked\":true}\n", number, thread.name, call);
#else
  printf("%2d  %s waits in %s\n", number, thread.name, call);
#endif
  fflush(stdout);
  give(thread, step, true);
  Sleep(50);  // it comes to its call meanwhile: nothing tells when a thread waits
}

[[maybe_unused]] static void finish(Thread &thread) {
  if (thread.go && WaitForSingleObject(thread.ready, 5000) != WAIT_OBJECT_0) thread.go = nullptr;
}
