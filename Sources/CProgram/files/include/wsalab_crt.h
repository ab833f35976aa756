// Functions of the C runtime that are Windows' own, or mean something else there. Included by wsalab_base.h.
WSALAB_BEGIN
// printf and its kin with Windows' meanings: %ld has 32 bits, %I64d has 64.
int wsal_printf(const char *, ...);
int wsal_fprintf(FILE *, const char *, ...);
int wsal_sprintf(char *, const char *, ...);
int wsal_snprintf(char *, size_t, const char *, ...);
int wsal__snprintf(char *, size_t, const char *, ...);
int wsal_vprintf(const char *, va_list);
int wsal_vfprintf(FILE *, const char *, va_list);
int wsal_vsprintf(char *, const char *, va_list);
int wsal_vsnprintf(char *, size_t, const char *, va_list);
int wsal_sprintf_s(char *, size_t, const char *, ...);
int wsal__snprintf_s(char *, size_t, size_t, const char *, ...);
int wsal_wprintf(const wchar_t *, ...);
int wsal_fwprintf(FILE *, const wchar_t *, ...);
int wsal_swprintf(wchar_t *, size_t, const wchar_t *, ...);
int wsal_scanf(const char *, ...);
int wsal_sscanf(const char *, const char *, ...);
errno_t strcpy_s_(char *, size_t, const char *) WSALAB_FN(strcpy_s);
errno_t strncpy_s_(char *, size_t, const char *, size_t) WSALAB_FN(strncpy_s);
errno_t strcat_s_(char *, size_t, const char *) WSALAB_FN(strcat_s);
errno_t wcscpy_s_(wchar_t *, size_t, const wchar_t *) WSALAB_FN(wcscpy_s);
errno_t memcpy_s(void *, size_t, const void *, size_t) WSALAB_FN(memcpy_s);
errno_t fopen_s(FILE **, const char *, const char *) WSALAB_FN(fopen_s);
errno_t localtime_s_(struct tm *, const time_t *) WSALAB_FN(localtime_s);
errno_t _itoa_s_(int, char *, size_t, int) WSALAB_FN(_itoa_s);
char *gets_s_(char *, size_t) WSALAB_FN(gets_s);
char *_itoa(int, char *, int) WSALAB_FN(_itoa);
WSALAB_END
#define itoa _itoa
// Structured exceptions, as far as C++ has them: what a block throws is caught; an access violation ends the program, and
// is told with its line.
#define EXCEPTION_EXECUTE_HANDLER 1
#define EXCEPTION_CONTINUE_SEARCH 0
#define EXCEPTION_CONTINUE_EXECUTION (-1)
#define GetExceptionCode() 0u
#ifdef __cplusplus
#define __except(filter) catch (...)
#define __finally catch (...) { throw; }
#else
#define __try if (1)
#define __except(filter) else
#define __finally
#endif
#define __leave ((void)0)
// Changes a text where it stands.
static inline char *_strupr(char *text) { for (char *p = text; *p; p++) if (*p >= 'a' && *p <= 'z') *p -= 32; return text; }
static inline char *_strlwr(char *text) { for (char *p = text; *p; p++) if (*p >= 'A' && *p <= 'Z') *p += 32; return text; }
static inline char *_strrev(char *text) {
  size_t n = 0;
  while (text[n]) n++;
  for (size_t i = 0; i < n / 2; i++) { char c = text[i]; text[i] = text[n - 1 - i]; text[n - 1 - i] = c; }
  return text;
}
static inline char *_strset(char *text, int c) { for (char *p = text; *p; p++) *p = (char)c; return text; }
static inline errno_t _strupr_s(char *text, size_t n) { (void)n; _strupr(text); return 0; }
static inline errno_t _strlwr_s(char *text, size_t n) { (void)n; _strlwr(text); return 0; }
static inline size_t strnlen_s(const char *text, size_t n) { size_t i = 0; while (text && i < n && text[i]) i++; return text ? i : 0; }
static inline errno_t memmove_s(void *to, size_t room, const void *from, size_t n) {
  if (!to || !from || n > room) return 22;
  memmove(to, from, n);
  return 0;
}
static inline errno_t strerror_s(char *to, size_t room, int code) { wsal_snprintf(to, room, "%s", strerror(code)); return 0; }
static inline errno_t ctime_s(char *to, size_t room, const time_t *t) { wsal_snprintf(to, room, "%s", ctime(t)); return 0; }
static inline errno_t gmtime_s(struct tm *to, const time_t *t) { return gmtime_r(t, to) ? 0 : 22; }
static inline char *_ltoa(int n, char *to, int radix) { return _itoa(n, to, radix); }
static inline char *_i64toa(long long n, char *to, int radix) {
  if (radix == 10) wsal_sprintf(to, "%lld", n); else wsal_sprintf(to, "%llx", n);
  return to;
}
static inline long long _atoi64(const char *text) { return atoll(text); }
static inline int _wtoi(const wchar_t *text) { return (int)wcstol(text, NULL, 10); }
static inline void *_aligned_malloc(size_t size, size_t alignment) { return aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment); }
static inline void _aligned_free(void *p) { free(p); }
static inline int _putch(int c) { return putchar(c); }
static inline int _cputs(const char *text) { return fputs(text, stdout) < 0; }
#define _cprintf wsal_printf
#define _putws(text) wsal_wprintf(L"%s\n", text)
#define strupr _strupr
#define strlwr _strlwr
#define strrev _strrev
#ifndef __max
#define __max(a, b) ((a) > (b) ? (a) : (b))
#define __min(a, b) ((a) < (b) ? (a) : (b))
#endif
#define vsprintf_s wsal_vsnprintf
#define _vsnprintf_s(to, room, most, format, list) wsal_vsnprintf(to, room, format, list)
#define _vscprintf(format, list) wsal_vsnprintf(NULL, 0, format, list)
#define _write write
#define _read read
#define _close close
#define localtime_s localtime_s_
#define strtok_s strtok_r
#define _stricmp strcasecmp
#define stricmp strcasecmp
#define _strnicmp strncasecmp
#define _strdup strdup
#define _wcsicmp wcscasecmp
#define _fileno fileno
#define _snprintf wsal__snprintf
#define _vsnprintf wsal_vsnprintf
#define _snprintf_s wsal__snprintf_s
#define _TRUNCATE ((size_t)-1)
#define _flushall() fflush(NULL)
#define wsprintfA wsal_sprintf
#ifndef UNICODE
#define wsprintf wsal_sprintf
#endif
#define scanf_s wsal_scanf
#define sscanf_s wsal_sscanf
#define printf_s wsal_printf
#define fprintf_s wsal_fprintf
#define wprintf_s wsal_wprintf
#ifdef __cplusplus
// As in Visual C++, the size of an array is known without being said.
template <size_t N> static inline errno_t strcpy_s(char (&to)[N], const char *from) { return strcpy_s_(to, N, from); }
template <size_t N> static inline errno_t strcat_s(char (&to)[N], const char *from) { return strcat_s_(to, N, from); }
template <size_t N> static inline errno_t strncpy_s(char (&to)[N], const char *from, size_t n) { return strncpy_s_(to, N, from, n); }
template <size_t N> static inline errno_t wcscpy_s(wchar_t (&to)[N], const wchar_t *from) { return wcscpy_s_(to, N, from); }
template <size_t N> static inline errno_t _itoa_s(int n, char (&to)[N], int radix) { return _itoa_s_(n, to, N, radix); }
template <size_t N> static inline char *gets_s(char (&to)[N]) { return gets_s_(to, N); }
template <size_t N, typename... A> static inline int sprintf_s(char (&to)[N], const char *format, A... a) { return wsal_sprintf_s(to, N, format, a...); }
template <typename... A> static inline int sprintf_s(char *to, size_t n, const char *format, A... a) { return wsal_sprintf_s(to, n, format, a...); }
static inline errno_t strcpy_s(char *to, size_t n, const char *from) { return strcpy_s_(to, n, from); }
static inline errno_t strcat_s(char *to, size_t n, const char *from) { return strcat_s_(to, n, from); }
static inline errno_t strncpy_s(char *to, size_t n, const char *from, size_t m) { return strncpy_s_(to, n, from, m); }
static inline errno_t wcscpy_s(wchar_t *to, size_t n, const wchar_t *from) { return wcscpy_s_(to, n, from); }
static inline errno_t _itoa_s(int n, char *to, size_t size, int radix) { return _itoa_s_(n, to, size, radix); }
static inline char *gets_s(char *to, size_t n) { return gets_s_(to, n); }
namespace std {
using ::wsal_printf; using ::wsal_fprintf; using ::wsal_sprintf; using ::wsal_snprintf; using ::wsal_vprintf;
using ::wsal_vfprintf; using ::wsal_vsprintf; using ::wsal_vsnprintf; using ::wsal_wprintf; using ::wsal_system;
using ::wsal_scanf; using ::wsal_sscanf;
}
#else
#define strcpy_s strcpy_s_
#define strcat_s strcat_s_
#define strncpy_s strncpy_s_
#define wcscpy_s wcscpy_s_
#define sprintf_s wsal_sprintf_s
#define _itoa_s _itoa_s_
#define gets_s gets_s_
#endif
#define printf wsal_printf
#define fprintf wsal_fprintf
#define sprintf wsal_sprintf
#undef snprintf
#define snprintf wsal_snprintf
#define vprintf wsal_vprintf
#define vfprintf wsal_vfprintf
#define vsprintf wsal_vsprintf
#define vsnprintf wsal_vsnprintf
#define wprintf wsal_wprintf
#define fwprintf wsal_fwprintf
#define swprintf_s wsal_swprintf
#define scanf wsal_scanf
