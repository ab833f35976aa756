// says: SIGSEGV
static volatile int depth;
static int down(int n) { char room[256]; room[n % 256] = (char)n; depth++; return down(n + 1) + room[n % 7]; }
int main() { return down(0); }
