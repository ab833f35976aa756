// says: \x1b]0;title
#include <stdio.h>
int main() { printf("\x1b]0;title\x07\x1b[2J\xff\xfe\n"); }
