// tchar.h: text functions with TCHAR, by UNICODE.
#ifndef WSALAB_TCHAR_H
#define WSALAB_TCHAR_H
#include "wsalab_base.h"
#define _T(x) TEXT(x)
#define _TEXT(x) TEXT(x)
#ifdef UNICODE
#define _tmain wmain
#define _tWinMain wWinMain
#define _tprintf wprintf
#define _ftprintf fwprintf
#define _stprintf swprintf
#define _stprintf_s swprintf_s
#define _tcslen wcslen
#define _tcscpy wcscpy
#define _tcscpy_s wcscpy_s
#define _tcscmp wcscmp
#define _tcscat wcscat
#define _tcschr wcschr
#define _tcsstr wcsstr
#define _ttoi(x) ((int)wcstol((x), NULL, 10))
#define _tstoi _ttoi
#define _fgetts fgetws
#define _fputts fputws
#define _puttchar putwchar
#define _tcout wcout
#else
#define _tmain main
#define _tWinMain WinMain
#define _tprintf printf
#define _ftprintf fprintf
#define _stprintf sprintf
#define _stprintf_s sprintf_s
#define _tcslen strlen
#define _tcscpy strcpy
#define _tcscpy_s strcpy_s
#define _tcscmp strcmp
#define _tcscat strcat
#define _tcschr strchr
#define _tcsstr strstr
#define _ttoi atoi
#define _tstoi atoi
#define _fgetts fgets
#define _fputts fputs
#define _puttchar putchar
#endif
#define _tscanf scanf
#define _tprintf_s _tprintf
#endif
