// says: does not compile
#include "/etc/passwd"
int main() {}
