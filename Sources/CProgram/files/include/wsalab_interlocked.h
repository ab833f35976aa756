// Included by wsalab_base.h.
// Interlocked functions: nobody else runs meanwhile, and the compiler may not move them.
#define WSALAB_ATOMIC(suffix, type) \
  FORCEINLINE type InterlockedIncrement##suffix(volatile type *p) { return __atomic_add_fetch(p, 1, __ATOMIC_SEQ_CST); } \
  FORCEINLINE type InterlockedDecrement##suffix(volatile type *p) { return __atomic_sub_fetch(p, 1, __ATOMIC_SEQ_CST); } \
  FORCEINLINE type InterlockedExchange##suffix(volatile type *p, type v) { return __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST); } \
  FORCEINLINE type InterlockedExchangeAdd##suffix(volatile type *p, type v) { return __atomic_fetch_add(p, v, __ATOMIC_SEQ_CST); } \
  FORCEINLINE type InterlockedAdd##suffix(volatile type *p, type v) { return __atomic_add_fetch(p, v, __ATOMIC_SEQ_CST); } \
  FORCEINLINE type InterlockedOr##suffix(volatile type *p, type v) { return __atomic_fetch_or(p, v, __ATOMIC_SEQ_CST); } \
  FORCEINLINE type InterlockedAnd##suffix(volatile type *p, type v) { return __atomic_fetch_and(p, v, __ATOMIC_SEQ_CST); } \
  FORCEINLINE type InterlockedXor##suffix(volatile type *p, type v) { return __atomic_fetch_xor(p, v, __ATOMIC_SEQ_CST); } \
  FORCEINLINE type InterlockedCompareExchange##suffix(volatile type *p, type v, type c) { \
    __atomic_compare_exchange_n(p, &c, v, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); return c; }
WSALAB_ATOMIC(, LONG)
WSALAB_ATOMIC(64, LONGLONG)
#ifdef __cplusplus
// `volatile long` of a source is `volatile int` here; an unsigned one is taken as Visual C++ takes it.
static inline unsigned InterlockedIncrement(volatile unsigned *p) { return __atomic_add_fetch(p, 1, __ATOMIC_SEQ_CST); }
static inline unsigned InterlockedDecrement(volatile unsigned *p) { return __atomic_sub_fetch(p, 1, __ATOMIC_SEQ_CST); }
static inline unsigned InterlockedExchange(volatile unsigned *p, unsigned v) { return __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST); }
static inline unsigned InterlockedExchangeAdd(volatile unsigned *p, unsigned v) { return __atomic_fetch_add(p, v, __ATOMIC_SEQ_CST); }
static inline unsigned InterlockedCompareExchange(volatile unsigned *p, unsigned v, unsigned c) {
  __atomic_compare_exchange_n(p, &c, v, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); return c; }
#endif
FORCEINLINE PVOID InterlockedExchangePointer(PVOID volatile *p, PVOID v) { return __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST); }
FORCEINLINE PVOID InterlockedCompareExchangePointer(PVOID volatile *p, PVOID v, PVOID c) {
  __atomic_compare_exchange_n(p, &c, v, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); return c; }
#define _InterlockedIncrement InterlockedIncrement
#define _InterlockedDecrement InterlockedDecrement
#define _InterlockedExchange InterlockedExchange
#define _InterlockedCompareExchange InterlockedCompareExchange
#define MemoryBarrier() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define YieldProcessor() wsal_memory_polled()
#define _mm_pause() wsal_memory_polled()
