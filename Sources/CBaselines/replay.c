// The yardstick of a replay: the least that a C program does to read socket lines, make their calls and write records.
#define _GNU_SOURCE
#include "include/CBaselines.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { most_words = 8, most_names = 64, name_length = 16 };

struct name {
  char text[name_length];
  int fd;
};

struct session {
  struct name names[most_names];
  int named;
  int step;
  // Bytes that each record has beside its own, so that as many are written as by the program it is compared with.
  int padding;
};

struct line {
  char *raw;
  char *target;
  char *words[most_words];
  int count;
};

static struct name *find(struct session *session, const char *text) {
  for (int i = 0; i < session->named; i++)
    if (strcmp(session->names[i].text, text) == 0) return &session->names[i];
  return NULL;
}

static void give_name(struct session *session, const char *text, int fd) {
  struct name *name = find(session, text);
  if (name == NULL && session->named < most_names) {
    name = &session->names[session->named++];
    snprintf(name->text, sizeof name->text, "%s", text);
  }
  if (name != NULL) name->fd = fd;
}

static int descriptor(struct session *session, const char *text) {
  struct name *name = find(session, text);
  return name == NULL ? -1 : name->fd;
}

// Cuts `text` into words in place; a quoted one keeps its spaces. `NAME =` is taken off.
static void split(char *text, struct line *line) {
  line->count = 0;
  line->target = NULL;
  while (*text != 0 && line->count < most_words) {
    while (*text == ' ') text++;
    if (*text == 0 || *text == '#') return;
    char *word = text;
    int quoted = 0;
    for (; *text != 0 && (quoted || *text != ' '); text++)
      if (*text == '"') quoted = !quoted;
    if (*text != 0) *text++ = 0;
    if (line->count == 1 && strcmp(word, "=") == 0) {
      line->target = line->words[0];
      line->count = 0;
    } else {
      line->words[line->count++] = word;
    }
  }
}

static int parse_address(struct session *session, const char *text, struct sockaddr_in *address) {
  socklen_t length = sizeof *address;
  const char *colon = strchr(text, ':');
  if (colon == NULL) return getsockname(descriptor(session, text), (struct sockaddr *)address, &length);
  char host[INET_ADDRSTRLEN];
  size_t count = (size_t)(colon - text);
  if (count >= sizeof host) return -1;
  memcpy(host, text, count);
  host[count] = 0;
  memset(address, 0, sizeof *address);
  address->sin_family = AF_INET;
  address->sin_port = htons((uint16_t)atoi(colon + 1));
  return inet_pton(AF_INET, host, &address->sin_addr) == 1 ? 0 : -1;
}

static void put_escaped(const char *text) {
  for (; *text != 0; text++) {
    if (*text == '"' || *text == '\\') putchar_unlocked('\\');
    putchar_unlocked(*text);
  }
}

static void begin_record(struct session *session, const struct line *line, const char *call) {
  printf("{\"step\":%d,\"thread\":\"main\",\"line\":\"", session->step);
  put_escaped(line->raw);
  printf("\",\"call\":\"%s\",\"return\":", call);
}

static void end_record(int error) {
  if (error != 0)
    printf(",\"error\":{\"code\":%d,\"name\":\"%s\"}", error, strerrorname_np(error));
  else
    fputs(",\"error\":null", stdout);
}

static void close_record(const struct session *session) {
  static const char filler[] = "................................................................";
  if (session->padding > 0) {
    fputs(",\"more\":\"", stdout);
    for (int left = session->padding; left > 0; left -= (int)sizeof filler - 1)
      fwrite(filler, 1, (size_t)left < sizeof filler - 1 ? (size_t)left : sizeof filler - 1, stdout);
    putchar('"');
  }
  puts("}");
}

static int run_socket(struct session *session, const struct line *line) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int error = fd < 0 ? errno : 0;
  begin_record(session, line, "socket");
  if (line->target != NULL) give_name(session, line->target, fd);
  printf("\"%s\"", fd < 0 || line->target == NULL ? "INVALID_SOCKET" : line->target);
  end_record(error);
  close_record(session);
  return fd < 0;
}

static int run_accept(struct session *session, const struct line *line) {
  struct sockaddr_in peer;
  socklen_t length = sizeof peer;
  char host[INET_ADDRSTRLEN];
  int fd = accept(descriptor(session, line->words[1]), (struct sockaddr *)&peer, &length);
  int error = fd < 0 ? errno : 0;
  begin_record(session, line, "accept");
  if (line->target != NULL) give_name(session, line->target, fd);
  printf("\"%s\"", fd < 0 || line->target == NULL ? "INVALID_SOCKET" : line->target);
  end_record(error);
  if (fd >= 0)
    printf(",\"out\":{\"addr\":\"%s:%d\"}", inet_ntop(AF_INET, &peer.sin_addr, host, sizeof host), ntohs(peer.sin_port));
  close_record(session);
  return fd < 0;
}

static int run_recv(struct session *session, const struct line *line) {
  static unsigned char buffer[65536];
  size_t wanted = (size_t)atoi(line->words[2]);
  ssize_t got = recv(descriptor(session, line->words[1]), buffer, wanted < sizeof buffer ? wanted : sizeof buffer, 0);
  int error = got < 0 ? errno : 0;
  begin_record(session, line, "recv");
  printf("%zd", got);
  end_record(error);
  if (got >= 0) {
    fputs(",\"out\":{\"data\":\"", stdout);
    for (ssize_t i = 0; i < got; i++) {
      putchar_unlocked("0123456789abcdef"[buffer[i] >> 4]);
      putchar_unlocked("0123456789abcdef"[buffer[i] & 15]);
    }
    fputs("\"}", stdout);
  }
  close_record(session);
  return got < 0;
}

static int run_number(struct session *session, const struct line *line) {
  const char *command = line->words[0];
  int fd = descriptor(session, line->words[1]);
  struct sockaddr_in address;
  ssize_t result = -1;
  if (strcmp(command, "bind") == 0 && parse_address(session, line->words[2], &address) == 0)
    result = bind(fd, (struct sockaddr *)&address, sizeof address);
  else if (strcmp(command, "connect") == 0 && parse_address(session, line->words[2], &address) == 0)
    result = connect(fd, (struct sockaddr *)&address, sizeof address);
  else if (strcmp(command, "listen") == 0)
    result = listen(fd, SOMAXCONN);
  else if (strcmp(command, "send") == 0)
    result = send(fd, line->words[2] + 1, strlen(line->words[2]) - 2, MSG_NOSIGNAL);
  else if (strcmp(command, "closesocket") == 0)
    result = close(fd);
  int error = result < 0 ? errno : 0;
  begin_record(session, line, command);
  printf("%zd", result);
  end_record(error);
  close_record(session);
  return result < 0;
}

static int run(struct session *session, char *text) {
  char copy[1024];
  struct line line = {.raw = text};
  snprintf(copy, sizeof copy, "%s", text);
  split(copy, &line);
  if (line.count == 0) return 0;
  session->step++;
  if (strcmp(line.words[0], "socket") == 0) return run_socket(session, &line);
  if (line.count >= 2 && strcmp(line.words[0], "accept") == 0) return run_accept(session, &line);
  if (line.count >= 3 && strcmp(line.words[0], "recv") == 0) return run_recv(session, &line);
  return line.count >= 2 ? run_number(session, &line) : 1;
}

int wsabench_replay(const char *path, int padding) {
  static struct session session;
  session.padding = padding;
  FILE *file = fopen(path, "re");
  if (file == NULL) return 2;
  char *text = NULL;
  size_t room = 0;
  int failed = 0;
  for (ssize_t count; (count = getline(&text, &room, file)) > 0;) {
    if (text[count - 1] == '\n') text[count - 1] = 0;
    failed |= run(&session, text);
  }
  free(text);
  fclose(file);
  fflush(stdout);
  return failed;
}
