// A pool of std::threads with a queue of tasks.
#include <winsock2.h>
#include <condition_variable>
#include <functional>
#include <iostream>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

class Pool {
public:
    explicit Pool(int n) {
        for (int i = 0; i < n; i++) workers.emplace_back([this] { run(); });
    }
    ~Pool() {
        {
            std::lock_guard<std::mutex> g(lock);
            ends = true;
        }
        ready.notify_all();
        for (auto& w : workers) w.join();
    }
    void add(std::function<void()> task) {
        {
            std::lock_guard<std::mutex> g(lock);
            tasks.push(std::move(task));
        }
        ready.notify_one();
    }
private:
    void run() {
        for (;;) {
            std::function<void()> task;
            {
                std::unique_lock<std::mutex> g(lock);
                ready.wait(g, [this] { return ends || !tasks.empty(); });
                if (tasks.empty()) return;
                task = std::move(tasks.front());
                tasks.pop();
            }
            task();
        }
    }
    std::vector<std::thread> workers;
    std::queue<std::function<void()>> tasks;
    std::mutex lock;
    std::condition_variable ready;
    bool ends = false;
};

int main() {
    std::mutex lock;
    long sum = 0;
    {
        Pool pool(4);
        for (int i = 1; i <= 50; i++) pool.add([&, i] { std::lock_guard<std::mutex> g(lock); sum += i; });
    }
    std::cout << "sum " << sum << std::endl;
}
