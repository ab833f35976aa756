// A project of Visual Studio: wmain, TCHAR, wide text.
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <tchar.h>
#include <stdio.h>
#include <wchar.h>

int _tmain(int argc, TCHAR* argv[]) {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    TCHAR name[32];
    _stprintf_s(name, 32, _T("%s %d"), _T("wide"), 7);
    _tprintf(_T("%s %d\n"), name, (int)_tcslen(name));
    IN_ADDR a;
    InetPton(AF_INET, _T("10.1.2.3"), &a);
    TCHAR text[32];
    InetNtop(AF_INET, &a, text, 32);
    _tprintf(_T("%s %d %d\n"), text, (int)sizeof(TCHAR) > 1, argc);
    wprintf(L"%ls and %hs and %S\n", L"one", "two", "three");
    printf("%s and %ws and %S\n", "one", L"two", L"three");
    printf("%d %d\n", _tcscmp(_T("a"), _T("b")), _ttoi(_T("42")));
    WSACleanup();
    return 0;
}
