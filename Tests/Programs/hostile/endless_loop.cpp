// says: runs without an end
int main() {
    volatile int n = 0;
    for (;;) n++;
}
