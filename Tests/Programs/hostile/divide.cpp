// says: divide.cpp:4
#include <stdio.h>
int main(int argc, char**) {
    return 10 / (argc - 1);
}
