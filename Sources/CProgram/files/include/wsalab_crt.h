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
