// std::thread, mutex, lock_guard, atomic and thread_local.
#include <winsock2.h>
#include <atomic>
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

struct Counter {
    ~Counter() { ended++; }
    int n = 0;
    static std::atomic<int> ended;
};
std::atomic<int> Counter::ended{0};
thread_local Counter own;

int main() {
    std::mutex lock;
    long sum = 0;
    std::atomic<int> spins{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; i++) {
        threads.emplace_back([&, i] {
            for (int k = 0; k < 100; k++) {
                own.n++;
                spins++;
                std::lock_guard<std::mutex> hold(lock);
                sum += i;
            }
        });
    }
    for (auto& t : threads) t.join();
    std::cout << sum << " " << spins << " " << own.n << " " << Counter::ended << "\n";
}
