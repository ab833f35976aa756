// The Interlocked functions, one by one.
#include <windows.h>
#include <stdio.h>

int main() {
    volatile LONG n = 10;
    printf("%ld ", InterlockedIncrement(&n));
    printf("%ld ", InterlockedDecrement(&n));
    printf("%ld ", InterlockedExchange(&n, 5));
    printf("%ld ", InterlockedExchangeAdd(&n, 3));
    printf("%ld ", InterlockedAdd(&n, 2));
    printf("%ld ", InterlockedCompareExchange(&n, 77, 10));
    printf("%ld ", InterlockedCompareExchange(&n, 99, 10));
    printf("%ld\n", n);
    printf("%ld ", InterlockedOr(&n, 2));
    printf("%ld ", InterlockedAnd(&n, 6));
    printf("%ld ", InterlockedXor(&n, 1));
    printf("%ld\n", n);
    volatile LONG64 big = 1LL << 40;
    printf("%lld ", (long long)InterlockedIncrement64(&big));
    printf("%lld\n", (long long)InterlockedCompareExchange64(&big, 3, 0));
    int x = 1, y = 2;
    PVOID volatile p = &x;
    printf("%d", InterlockedExchangePointer(&p, &y) == &x);
    printf("%d", InterlockedCompareExchangePointer(&p, &x, &x) == &y);
    printf("%d\n", p == &y);
    printf("sizes %d %d %d %d %d\n", (int)sizeof(LONG), (int)sizeof(DWORD), (int)sizeof(long), (int)sizeof(HANDLE), (int)sizeof(OVERLAPPED));
}
