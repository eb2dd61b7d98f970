/*
 * Put before the C library (LD_PRELOAD) of each process of the appliance: what it asks of the system is written down, and
 * is refused once where a rule says so, as the system would refuse it. The program is the real one and knows nothing of it.
 *
 * In the folder $PERMANENCE_FAILING: `rules`, a line each of "number process operation error pattern" apart by tabs, read
 * again when it changes; `hits/NUMBER` says that a rule was met; `opened` has a line for each thing that a process opens.
 * An error is its number; 0 kills the process there. Descriptors that Node closes without the C library keep their label
 * until they are given out again.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <regex.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define MOST_RULES 64
#define MOST_FDS 4096
#define MOST_SEEN 4096
#define LOOK_NS 10000000L

struct rule { char number[16], operation[16]; int error; regex_t pattern; int over; };

static struct rule rules[MOST_RULES];
static int rule_count;
static struct timespec looked, changed;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char place[512], me[64];
static char *label_of[MOST_FDS];
static unsigned long seen[MOST_SEEN];
static int seen_count;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static int slurp(const char *path, char *into, int size) {
  int fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC), all = 0, got;
  if (fd < 0) return -1;
  while (all < size - 1 && (got = syscall(SYS_read, fd, into + all, size - 1 - all)) > 0) all += got;
  syscall(SYS_close, fd);
  into[all] = 0;
  return all;
}

static void put(const char *name, int flags, const char *text) {
  char path[700];
  snprintf(path, sizeof path, "%s/%s", place, name);
  int fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
  if (fd < 0) return;
  syscall(SYS_write, fd, text, strlen(text));
  syscall(SYS_close, fd);
}

/* The word behind the program (`telephone`, `office`, …); of a helper, its file. */
static void name_myself(void) {
  char line[8192];
  int size = slurp("/proc/self/cmdline", line, sizeof line), found = 0;
  const char *last = line;
  for (char *word = line; size > 0 && word < line + size; word += strlen(word) + 1) {
    const char *slash = strrchr(word, '/'), *base = slash ? slash + 1 : word;
    if (found) { snprintf(me, sizeof me, "%.60s", base); return; }
    if (strcmp(base, "permanence.js") == 0) found = 1;
    else if (strlen(base) > 3 && strcmp(base + strlen(base) - 3, ".js") == 0) { snprintf(me, sizeof me, "%.60s", base); return; }
    if (word == line) last = base;
  }
  snprintf(me, sizeof me, "%.60s", last);
}

static void look(void) {
  struct timespec now;
  char path[700], text[16384], *rest = text, *line;
  struct stat state;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (looked.tv_sec && (now.tv_sec - looked.tv_sec) * 1000000000L + now.tv_nsec - looked.tv_nsec < LOOK_NS) return;
  looked = now;
  snprintf(path, sizeof path, "%s/rules", place);
  if (syscall(SYS_newfstatat, AT_FDCWD, path, &state, 0) != 0) return;
  if (state.st_mtim.tv_sec == changed.tv_sec && state.st_mtim.tv_nsec == changed.tv_nsec) return;
  changed = state.st_mtim;
  for (int n = 0; n < rule_count; n++) regfree(&rules[n].pattern);
  rule_count = 0;
  if (slurp(path, text, sizeof text) < 0) return;
  while ((line = strsep(&rest, "\n")) && rule_count < MOST_RULES) {
    struct rule *rule = &rules[rule_count];
    char *number = strsep(&line, "\t"), *process = strsep(&line, "\t"), *operation = strsep(&line, "\t"), *error = strsep(&line, "\t");
    if (!line || strcmp(process, me) != 0 || regcomp(&rule->pattern, line, REG_EXTENDED | REG_NOSUB) != 0) continue;
    snprintf(rule->number, sizeof rule->number, "%s", number);
    snprintf(rule->operation, sizeof rule->operation, "%s", operation);
    rule->error = atoi(error);
    rule->over = 0;
    rule_count++;
  }
}

/* Whoever is first of all processes. */
static int first(const char *number) {
  char path[700];
  snprintf(path, sizeof path, "%s/hits/%s", place, number);
  int fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0) syscall(SYS_close, fd);
  return fd >= 0;
}

static void note(const char *operation, const char *label) {
  char line[1200];
  unsigned long hash = 5381;
  snprintf(line, sizeof line, "%s\t%s\t%s\n", me, operation, label);
  for (const char *at = line; *at; at++) hash = hash * 33 + (unsigned char)*at;
  for (int n = 0; n < seen_count; n++) if (seen[n] == hash) return;
  if (seen_count < MOST_SEEN) seen[seen_count++] = hash;
  put("opened", O_APPEND, line);
}

/* 0, or the error that this meets. */
static int fails(const char *operation, const char *label) {
  int before = errno, error = 0;
  if (!place[0] || !label) return 0;
  pthread_mutex_lock(&turn);
  look();
  note(operation, label);
  for (int n = 0; n < rule_count && !error; n++) {
    struct rule *rule = &rules[n];
    if (rule->over || strcmp(rule->operation, operation) != 0 || regexec(&rule->pattern, label, 0, NULL, 0) != 0) continue;
    rule->over = 1;
    if (!first(rule->number)) continue;
    if (rule->error == 0) kill(getpid(), SIGKILL);
    error = rule->error;
  }
  pthread_mutex_unlock(&turn);
  errno = error ? error : before;
  return error;
}

static void whole(const char *path, char *into, size_t size) {
  char here[400];
  if (path[0] == '/' || !getcwd(here, sizeof here)) snprintf(into, size, "%s", path);
  else snprintf(into, size, "%s/%s", here, path);
}
static int path_fails(const char *operation, const char *path) {
  char label[800];
  whole(path, label, sizeof label);
  return fails(operation, label);
}
static int keep(int fd, const char *label) {
  if (fd >= 0 && fd < MOST_FDS) {
    int before = errno;
    free(label_of[fd]);
    label_of[fd] = label ? strdup(label) : NULL;
    errno = before;
  }
  return fd;
}
static const char *known(int fd) { return fd >= 0 && fd < MOST_FDS ? label_of[fd] : NULL; }

static void forked(void) { pthread_mutex_init(&turn, NULL); }
__attribute__((constructor)) static void begin(void) {
  const char *given = getenv("PERMANENCE_FAILING");
  if (!given) return;
  name_myself();
  snprintf(place, sizeof place, "%s", given);
  pthread_atfork(NULL, NULL, forked);
}

/* Files */

#define OPENING(name)                                                        \
  int name(const char *path, int flags, ...) {                               \
    va_list rest;                                                            \
    char label[800];                                                         \
    va_start(rest, flags);                                                   \
    int mode = va_arg(rest, int);                                            \
    va_end(rest);                                                            \
    whole(path, label, sizeof label);                                        \
    if (fails("open", label)) return -1;                                     \
    return keep(REAL(name)(path, flags, mode), label);                       \
  }
OPENING(open)
OPENING(open64)

#define BY_PATH(name, operation, parameters, arguments, path)                \
  int name parameters { return path_fails(operation, path) ? -1 : REAL(name) arguments; }
BY_PATH(mkdir, "make", (const char *path, mode_t mode), (path, mode), path)
BY_PATH(unlink, "remove", (const char *path), (path), path)
BY_PATH(rename, "rename", (const char *from, const char *to), (from, to), to)
BY_PATH(link, "make", (const char *from, const char *to), (from, to), to)
BY_PATH(chmod, "change", (const char *path, mode_t mode), (path, mode), path)
int scandir(const char *path, struct dirent ***list, int (*chosen)(const struct dirent *),
            int (*order)(const struct dirent **, const struct dirent **)) {
  return path_fails("list", path) ? -1 : REAL(scandir)(path, list, chosen, order);
}

#define BY_FD(type, name, operation, parameters, arguments)                  \
  type name parameters { return fails(operation, known(fd)) ? -1 : REAL(name) arguments; }
BY_FD(ssize_t, read, "read", (int fd, void *into, size_t size), (fd, into, size))
BY_FD(ssize_t, pread, "read", (int fd, void *into, size_t size, off_t at), (fd, into, size, at))
BY_FD(ssize_t, pread64, "read", (int fd, void *into, size_t size, off64_t at), (fd, into, size, at))
BY_FD(ssize_t, readv, "read", (int fd, const struct iovec *parts, int count), (fd, parts, count))
BY_FD(ssize_t, write, "write", (int fd, const void *from, size_t size), (fd, from, size))
BY_FD(ssize_t, pwrite, "write", (int fd, const void *from, size_t size, off_t at), (fd, from, size, at))
BY_FD(ssize_t, pwrite64, "write", (int fd, const void *from, size_t size, off64_t at), (fd, from, size, at))
BY_FD(ssize_t, writev, "write", (int fd, const struct iovec *parts, int count), (fd, parts, count))
BY_FD(ssize_t, sendmsg, "write", (int fd, const struct msghdr *message, int flags), (fd, message, flags))
BY_FD(int, fsync, "sync", (int fd), (fd))
BY_FD(int, fdatasync, "sync", (int fd), (fd))
BY_FD(int, ftruncate, "cut", (int fd, off_t size), (fd, size))
BY_FD(int, ftruncate64, "cut", (int fd, off64_t size), (fd, size))
int close(int fd) { keep(fd, NULL); return REAL(close)(fd); }

/* Sockets */

static const char *address(const struct sockaddr *to, int fd, char *into, size_t size) {
  int type = 0;
  socklen_t length = sizeof type;
  getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length);
  if (to->sa_family == AF_UNIX) snprintf(into, size, "%s", ((const struct sockaddr_un *)to)->sun_path);
  else if (to->sa_family == AF_INET || to->sa_family == AF_INET6) snprintf(into, size, type == SOCK_DGRAM ? "udp" : "tcp");
  else snprintf(into, size, "other");
  return into;
}
#define BY_ADDRESS(name, operation)                                          \
  int name(int fd, const struct sockaddr *to, socklen_t length) {            \
    char label[800];                                                         \
    if (fails(operation, address(to, fd, label, sizeof label))) return -1;   \
    keep(fd, label);                                                         \
    return REAL(name)(fd, to, length);                                       \
  }
BY_ADDRESS(bind, "bind")
BY_ADDRESS(connect, "connect")
BY_FD(int, listen, "listen", (int fd, int most), (fd, most))
int accept4(int fd, struct sockaddr *from, socklen_t *length, int flags) {
  if (fails("accept", known(fd))) return -1;
  return keep(REAL(accept4)(fd, from, length, flags), known(fd));
}
int socket(int domain, int type, int protocol) {
  if (fails("socket", domain == AF_UNIX ? "unix" : (type & 0xf) == SOCK_DGRAM ? "udp" : "tcp")) return -1;
  return keep(REAL(socket)(domain, type, protocol), NULL);
}

/* Processes, threads, and what has no name */

static int keep_both(int result, const int pair[2], const char *label) {
  if (result == 0) keep(keep(pair[0], label) < 0 ? -1 : pair[1], label);
  return result;
}
int socketpair(int domain, int type, int protocol, int pair[2]) {
  return fails("pair", "pair") ? -1 : keep_both(REAL(socketpair)(domain, type, protocol, pair), pair, "pair");
}
int pipe2(int pair[2], int flags) { return fails("pair", "pipe") ? -1 : keep_both(REAL(pipe2)(pair, flags), pair, NULL); }
int epoll_create1(int flags) { return keep(REAL(epoll_create1)(flags), NULL); }
int execvp(const char *file, char *const words[]) {
  const char *label = file;
  for (int n = 1; words[0] && words[n]; n++) {
    size_t length = strlen(words[n]);
    if (length < 3 || strcmp(words[n] + length - 3, ".js") != 0) continue;
    const char *slash = strrchr(words[n], '/');
    label = slash ? slash + 1 : words[n];
    if (strcmp(label, "permanence.js") == 0 && words[n + 1]) label = words[n + 1];
    break;
  }
  return fails("start", label) ? -1 : REAL(execvp)(file, words);
}
int pthread_create(pthread_t *thread, const pthread_attr_t *how, void *(*work)(void *), void *with) {
  int error = fails("start", "thread");
  return error ? error : REAL(pthread_create)(thread, how, work, with);
}
