// says: threads: no
#include <stdio.h>
#include <thread>
#include <vector>
#include <chrono>
int main() {
    std::vector<std::thread> list;
    try {
        for (int i = 0; i < 100000; i++) list.emplace_back([] { std::this_thread::sleep_for(std::chrono::hours(1)); });
    } catch (...) {
        puts("threads: no");
        fflush(stdout);
        _Exit(0);
    }
}
