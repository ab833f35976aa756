// std::condition_variable: turns that two threads take.
#include <winsock2.h>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <thread>

int main() {
    std::mutex m;
    std::condition_variable cv;
    int turn = 0;
    auto play = [&](int me, const char* word) {
        for (int i = 0; i < 3; i++) {
            std::unique_lock<std::mutex> lock(m);
            cv.wait(lock, [&] { return turn == me; });
            std::cout << word << i << "\n";
            turn = 1 - me;
            cv.notify_all();
        }
    };
    std::thread a(play, 0, "ping"), b(play, 1, "pong");
    a.join();
    b.join();
    std::unique_lock<std::mutex> lock(m);
    bool in_time = cv.wait_for(lock, std::chrono::seconds(2), [] { return false; });
    std::cout << "in time: " << in_time << "\n";
}
