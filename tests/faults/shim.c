/* A disk that refuses, and a witness of what a program does with files and networks (LD_PRELOAD, Linux).
 *
 * SHIM_ROOT   only files below this folder are refused or counted
 * SHIM_STATE  a file of five 64-bit numbers, shared by all processes and changed at any moment:
 *             steps counted so far, first and last step that is refused (0 for none), errno, unused
 * SHIM_LOG    a file that gets a line for each created file or folder ("mode 0600 /path") and for each
 *             attempt to reach another computer ("net connect 93.184.216.34:443")
 *
 * A step is a write, and whatever makes, renames, cuts or syncs a file.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

struct state { int64_t count, from, until, error, unused; };

static struct state *state;
static const char *root;
static int log_file = -1;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *shared = getenv("SHIM_STATE"), *log = getenv("SHIM_LOG");
    root = getenv("SHIM_ROOT");
    if (log) log_file = REAL(open)(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    int file = shared ? REAL(open)(shared, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *page = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (page != MAP_FAILED) state = page;
    close(file);
}

static void tell(const char *format, ...) {
    char line[PATH_MAX + 200];
    va_list arguments;
    int kept = errno;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (log_file >= 0 && length > 0) (void)!REAL(write)(log_file, line, (size_t)length);
    errno = kept;
}

/* --- the disk ----------------------------------------------------------------------------------- */

static int is_below(const char *path) {
    char here[PATH_MAX], whole[2 * PATH_MAX];
    if (!root || !path) return 0;
    if (path[0] != '/') {
        if (!getcwd(here, sizeof here)) return 0;
        snprintf(whole, sizeof whole, "%s/%s", here, path);
        path = whole;
    }
    size_t length = strlen(root);
    return strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int is_file_below(int file) {
    char link[40], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_below(path);
}

/* Count a step; return whether it is refused, with errno set. */
static int refused(int here) {
    if (!state || !here) return 0;
    int64_t step = __atomic_add_fetch(&state->count, 1, __ATOMIC_SEQ_CST);
    if (!state->from || step < state->from || step > state->until) return 0;
    errno = (int)state->error;
    return 1;
}

static int made(int file, const char *path) {
    struct stat found;
    if (file >= 0 && log_file >= 0 && fstat(file, &found) == 0 && S_ISREG(found.st_mode))
        tell("mode 0%o %s\n", found.st_mode & 07777, path);
    return file;
}

#define OPEN(name, given, ...)                                                        \
    mode_t mode = 0;                                                                  \
    if (flags & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY))) {                             \
        va_list more;                                                                 \
        va_start(more, flags);                                                        \
        mode = (mode_t)va_arg(more, int);                                             \
        va_end(more);                                                                 \
    }                                                                                 \
    if (flags & (O_CREAT | O_TRUNC) && refused(is_below(path))) return -1;            \
    int file = REAL(name)(__VA_ARGS__, mode);                                         \
    return flags & O_CREAT ? made(file, path) : file;

int open(const char *path, int flags, ...) { OPEN(open, flags, path, flags) }
int open64(const char *path, int flags, ...) { OPEN(open64, flags, path, flags) }
int openat(int folder, const char *path, int flags, ...) { OPEN(openat, flags, folder, path, flags) }
int openat64(int folder, const char *path, int flags, ...) { OPEN(openat64, flags, folder, path, flags) }

int mkdir(const char *path, mode_t mode) {
    struct stat found;
    if (refused(is_below(path))) return -1;
    int result = REAL(mkdir)(path, mode);
    if (result == 0 && stat(path, &found) == 0) tell("mode 0%o %s/\n", found.st_mode & 07777, path);
    return result;
}

int rename(const char *from, const char *to) {
    return refused(is_below(to)) ? -1 : REAL(rename)(from, to);
}

ssize_t write(int file, const void *bytes, size_t count) {
    return refused(is_file_below(file)) ? -1 : REAL(write)(file, bytes, count);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    return refused(is_file_below(file)) ? -1 : REAL(writev)(file, parts, count);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    return refused(is_file_below(file)) ? -1 : REAL(pwrite64)(file, bytes, count, at);
}

int ftruncate64(int file, off64_t length) {
    return refused(is_file_below(file)) ? -1 : REAL(ftruncate64)(file, length);
}

int fsync(int file) { return refused(is_file_below(file)) ? -1 : REAL(fsync)(file); }
int fdatasync(int file) { return refused(is_file_below(file)) ? -1 : REAL(fdatasync)(file); }

/* --- the network -------------------------------------------------------------------------------- */

static void tell_address(const char *how, const struct sockaddr *to) {
    char name[INET6_ADDRSTRLEN] = "?";
    if (!to || to->sa_family == AF_UNIX || to->sa_family == AF_UNSPEC || to->sa_family == AF_NETLINK) return;
    const struct sockaddr_in *v4 = (const void *)to;
    const struct sockaddr_in6 *v6 = (const void *)to;
    if (to->sa_family == AF_INET) inet_ntop(AF_INET, &v4->sin_addr, name, sizeof name);
    if (to->sa_family == AF_INET6) inet_ntop(AF_INET6, &v6->sin6_addr, name, sizeof name);
    tell("net %s %s:%d\n", how, name, ntohs(v4->sin_port));
}

int connect(int socket, const struct sockaddr *to, socklen_t length) {
    tell_address("connect", to);
    return REAL(connect)(socket, to, length);
}

ssize_t sendto(int socket, const void *bytes, size_t count, int flags, const struct sockaddr *to, socklen_t length) {
    tell_address("sendto", to);
    return REAL(sendto)(socket, bytes, count, flags, to, length);
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    tell("net getaddrinfo %s\n", node ? node : "(any)");
    return REAL(getaddrinfo)(node, service, hints, found);
}
