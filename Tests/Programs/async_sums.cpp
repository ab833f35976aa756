// std::async, futures, promises and packaged tasks.
#include <winsock2.h>
#include <future>
#include <iostream>
#include <numeric>
#include <vector>

static int range(int from, int to) {
    int sum = 0;
    while (from < to) sum += from++;
    return sum;
}

int main() {
    std::vector<std::future<int>> parts;
    for (int i = 0; i < 4; i++) parts.push_back(std::async(std::launch::async, range, i * 25, i * 25 + 25));
    int sum = 0;
    for (auto& part : parts) sum += part.get();
    std::cout << "sum " << sum << "\n";
    std::promise<int> promise;
    std::future<int> later = promise.get_future();
    std::cout << "ready at once: " << (later.wait_for(std::chrono::milliseconds(5)) == std::future_status::ready) << "\n";
    std::thread setter([&] { promise.set_value(42); });
    std::cout << "value " << later.get() << "\n";
    setter.join();
    std::packaged_task<int(int)> task([](int n) -> int { if (n < 0) throw std::runtime_error("negative"); return n * 2; });
    auto result = task.get_future();
    std::thread worker(std::move(task), -1);
    try { std::cout << result.get() << "\n"; } catch (const std::exception& e) { std::cout << "threw: " << e.what() << "\n"; }
    worker.join();
}
