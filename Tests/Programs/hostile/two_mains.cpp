// says: does not compile
int main() {}
int main() {}
