// _beginthreadex, suspended and resumed; identifiers and exit codes.
#include <windows.h>
#include <process.h>
#include <stdio.h>

static int order[4], next_place;
static unsigned __stdcall run(void* p) {
    order[next_place++] = *(int*)p;
    if (*(int*)p == 2) _endthreadex(77);
    return *(int*)p + 10;
}

int main() {
    int numbers[2] = {1, 2};
    unsigned id = 0;
    HANDLE first = (HANDLE)_beginthreadex(NULL, 0, run, &numbers[0], CREATE_SUSPENDED, &id);
    DWORD code = 0;
    GetExitCodeThread(first, &code);
    printf("%s %d\n", id != 0 ? "has an id" : "no id", code == STILL_ACTIVE);
    printf("not yet: %lu\n", WaitForSingleObject(first, 50));
    HANDLE second = (HANDLE)_beginthreadex(NULL, 0, run, &numbers[1], 0, NULL);
    WaitForSingleObject(second, INFINITE);
    printf("resume: %lu\n", ResumeThread(first));
    WaitForSingleObject(first, INFINITE);
    GetExitCodeThread(first, &code);
    printf("first %lu\n", code);
    GetExitCodeThread(second, &code);
    printf("second %lu\n", code);
    printf("order %d %d\n", order[0], order[1]);
    CloseHandle(first);
    CloseHandle(second);
    return 0;
}
