#include "show.h"
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/statfs.h>
/* calls: openat creat close read write _llseek pread64 pwrite64 readv writev preadv pwritev truncate ftruncate dup dup2 dup3 pipe2 fcntl fsync fdatasync sync syncfs umask fstatfs64 ioctl sendfile copy_file_range
   fallocate fadvise64_64 close_range prlimit64 */

static char text[64];
static char *contents(const char *name) { int fd = open(name, O_RDONLY); ssize_t n = read(fd, text, sizeof text - 1); text[n < 0 ? 0 : n] = 0; for (int i = 0; i < n; i++) if (text[i] == 0) text[i] = '.'; close(fd); return text; }

int main(void) {
  struct stat st; char buffer[64];
  puts("-- open");
  int fd = open("a", O_RDWR | O_CREAT | O_EXCL, 0644); HOLDS(fd >= 3); SHOW(open("a", O_RDWR | O_CREAT | O_EXCL, 0644)); SHOW(open("none", O_RDONLY)); SHOW(open(".", O_WRONLY)); SHOW(open("a", O_RDONLY | O_DIRECTORY)); SHOW(open("a/b", O_RDONLY)); SHOW(open("", O_RDONLY));
  symlink("a", "link"); SHOW(open("link", O_RDONLY | O_NOFOLLOW)); symlink("loop", "loop"); SHOW(open("loop", O_RDONLY)); SHOW(open((char *)8, O_RDONLY)); symlink("made", "dangling"); SHOW(open("dangling", O_WRONLY | O_CREAT | O_EXCL, 0600)); HOLDS(close(open("dangling", O_WRONLY | O_CREAT, 0600)) == 0 && access("made", F_OK) == 0);
  umask(027); close(open("masked", O_CREAT | O_WRONLY, 0777)); stat("masked", &st); printf("%o\n", st.st_mode & 07777); SHOW(umask(022)); SHOW(write(open("a", O_RDONLY), "x", 1)); SHOW(read(open("a", O_WRONLY), buffer, 1)); SHOW(read(open(".", O_RDONLY), buffer, 1)); SHOW(close(99)); SHOW(close(-1));
  puts("-- positions");
  SHOW(write(fd, "0123456789", 10)); SHOW(lseek(fd, 3, SEEK_SET)); SHOW(lseek(fd, -5, SEEK_CUR)); SHOW(lseek(fd, 2, SEEK_CUR)); SHOW(lseek(fd, -4, SEEK_END)); SHOW(lseek(fd, 0, 9)); SHOW(pread(fd, buffer, 3, 2)); SHOW(pwrite(fd, "AB", 2, 4)); SHOW(lseek(fd, 0, SEEK_CUR)); SHOW(pread(fd, buffer, 3, -1)); SHOW(pread(fd, buffer, 3, 100)); puts(contents("a"));
  SHOW(lseek(fd, 12, SEEK_SET)); SHOW(write(fd, "xy", 2)); puts(contents("a")); int piped[2]; pipe(piped); SHOW(lseek(piped[0], 0, SEEK_CUR)); SHOW(pread(piped[0], buffer, 1, 0)); SHOW(pwrite(piped[1], buffer, 1, 0));
  SHOW(lseek(fd, 0, SEEK_DATA)); SHOW(lseek(fd, 0, SEEK_HOLE)); SHOW(lseek(fd, 100, SEEK_DATA)); long long whole; SHOW(syscall(SYS__llseek, fd, 0, 7, &whole, SEEK_SET)); HOLDS(whole == 7);
  int append = open("a", O_WRONLY | O_APPEND); SHOW(lseek(append, 0, SEEK_SET)); SHOW(write(append, "END", 3)); SHOW(lseek(append, 0, SEEK_CUR)); SHOW(pwrite(append, "!", 1, 0)); puts(contents("a")); SHOW(fcntl(append, F_SETFL, 0)); SHOW(pwrite(append, "?", 1, 0)); puts(contents("a"));
  puts("-- vectors");
  struct iovec v[3] = { { "one", 3 }, { "", 0 }, { "three", 5 } }; lseek(fd, 0, SEEK_SET); SHOW(writev(fd, v, 3)); SHOW(pwritev(fd, v, 3, 8)); char x[4] = "", y[20] = ""; struct iovec r[2] = { { x, 3 }, { y, 13 } }; SHOW(preadv(fd, r, 2, 1)); printf("%s %s\n", x, y); lseek(fd, 0, SEEK_SET); SHOW(readv(fd, r, 2)); SHOW(readv(fd, r, -1)); SHOW(readv(fd, r, 0)); SHOW(writev(fd, (void *)8, 1)); r[0].iov_len = -1; SHOW(readv(fd, r, 2)); SHOW(preadv(fd, r, 2, -5)); SHOW(preadv2(fd, v, 0, 0, 0));
  SHOW(read(fd, (void *)8, 1)); SHOW(write(fd, (void *)8, 1)); SHOW(write(fd, (void *)8, 0));
  puts("-- length");
  SHOW(ftruncate(fd, 5)); puts(contents("a")); SHOW(ftruncate(fd, 8)); puts(contents("a")); SHOW(truncate("a", 2)); puts(contents("a")); SHOW(truncate("none", 2)); SHOW(truncate(".", 2)); SHOW(ftruncate(fd, -1)); int ro = open("a", O_RDONLY); SHOW(ftruncate(ro, 0)); SHOW(ftruncate(piped[1], 0)); close(open("a", O_WRONLY | O_TRUNC)); fstat(fd, &st); HOLDS(st.st_size == 0); HOLDS(close(creat("made by creat", 0600)) == 0);
  SHOW(fallocate(fd, 0, 0, 20000)); fstat(fd, &st); HOLDS(st.st_size == 20000); SHOW(fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, 50000)); fstat(fd, &st); HOLDS(st.st_size == 20000); SHOW(posix_fallocate(fd, 0, 30000)); SHOW(fallocate(fd, 0, 0, 0)); SHOW(fallocate(fd, 0, -1, 10)); SHOW(fallocate(ro, 0, 0, 10)); ftruncate(fd, 0); SHOW(posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL)); SHOW(posix_fadvise(fd, 0, 0, 77)); SHOW(posix_fadvise(99, 0, 0, 0)); SHOW(posix_fadvise(piped[0], 0, 0, 0));
  puts("-- descriptors");
  int copy = dup(fd); write(copy, "shared", 6); SHOW(lseek(fd, 0, SEEK_CUR)); HOLDS(dup2(fd, 50) == 50); HOLDS(dup2(50, 50) == 50); SHOW(dup2(99, 98)); SHOW(dup2(99, 99)); SHOW(dup2(fd, -1)); SHOW(dup3(fd, fd, 0)); SHOW(dup3(fd, 51, 0x77)); HOLDS(dup3(fd, 51, O_CLOEXEC) == 51); SHOW(fcntl(51, F_GETFD)); SHOW(fcntl(50, F_GETFD)); SHOW(fcntl(50, F_SETFD, FD_CLOEXEC)); SHOW(fcntl(50, F_GETFD)); SHOW(fcntl(fd, F_DUPFD, 60)); SHOW(fcntl(fd, F_DUPFD_CLOEXEC, 60)); SHOW(fcntl(61, F_GETFD)); SHOW(fcntl(fd, F_DUPFD, -1)); SHOW(fcntl(fd, F_DUPFD, 1 << 20)); SHOW(fcntl(99, F_GETFD)); SHOW(fcntl(fd, 12345));
  printf("flags %x\n", fcntl(append, F_GETFL) & (O_ACCMODE | O_APPEND | O_NONBLOCK)); SHOW(fcntl(append, F_SETFL, O_APPEND | O_NONBLOCK | O_RDWR)); printf("flags %x\n", fcntl(append, F_GETFL) & (O_ACCMODE | O_APPEND | O_NONBLOCK)); int on = 0; SHOW(ioctl(append, FIONBIO, &on)); HOLDS((fcntl(append, F_GETFL) & O_NONBLOCK) == 0); SHOW(ioctl(append, FIOCLEX)); SHOW(fcntl(append, F_GETFD)); SHOW(ioctl(append, FIONCLEX)); SHOW(fcntl(append, F_GETFD)); write(piped[1], "abc", 3); int n; SHOW(ioctl(piped[0], FIONREAD, &n)); HOLDS(n == 3); lseek(fd, 2, SEEK_SET); SHOW(ioctl(fd, FIONREAD, &n)); HOLDS(n == lseek(fd, 0, SEEK_END) - 2); SHOW(ioctl(fd, TCGETS, buffer)); SHOW(isatty(fd)); SHOW(ioctl(99, FIONREAD, &n));
  SHOW(close_range(60, 61, 0)); SHOW(fcntl(60, F_GETFD)); SHOW(close_range(50, 51, CLOSE_RANGE_CLOEXEC)); SHOW(fcntl(51, F_GETFD)); SHOW(close_range(9, 5, 0));
  struct rlimit old, few = { 12, 12 }; getrlimit(RLIMIT_NOFILE, &old); few.rlim_max = old.rlim_max; setrlimit(RLIMIT_NOFILE, &few); SHOW(({ int d; while ((d = dup(0)) >= 0) { } d; })); SHOW(pipe(piped)); SHOW(fcntl(50, F_GETFD)); setrlimit(RLIMIT_NOFILE, &old); for (int i = 7; i < 12; i++) close(i);
  puts("-- copying");
  fd = open("b", O_RDWR | O_CREAT | O_TRUNC, 0600); write(fd, "source of bytes", 15); int to = open("c", O_RDWR | O_CREAT | O_TRUNC, 0600); off_t at = 7; SHOW(sendfile(to, fd, &at, 100)); HOLDS(at == 15); lseek(fd, 0, SEEK_SET); SHOW(sendfile(to, fd, 0, 6)); SHOW(lseek(fd, 0, SEEK_CUR)); puts(contents("c")); SHOW(sendfile(to, 99, 0, 6)); SHOW(sendfile(ro, fd, 0, 6));
  off_t from = 0, into = 20; SHOW(copy_file_range(fd, &from, to, &into, 6, 0)); HOLDS(from == 6 && into == 26); puts(contents("c")); SHOW(copy_file_range(fd, &from, to, &into, 100, 0)); SHOW(copy_file_range(fd, &from, to, &into, 100, 0)); SHOW(copy_file_range(fd, &from, to, &into, 1, 5)); pipe(piped); lseek(fd, 0, SEEK_SET); SHOW(sendfile(piped[1], fd, 0, 15)); SHOW(read(piped[0], buffer, 64)); SHOW(fsync(fd)); SHOW(fdatasync(fd)); SHOW(fsync(99)); SHOW(fsync(piped[0])); sync(); SHOW(syncfs(fd));
  struct statfs fs; SHOW(fstatfs(fd, &fs)); HOLDS(fs.f_bsize > 0 && fs.f_namelen == 255);
  puts("-- unlinked"); unlink("b"); fstat(fd, &st); printf("links %d\n", (int)st.st_nlink); lseek(fd, 0, SEEK_SET); SHOW(read(fd, buffer, 6));
  struct rlimit size = { 10, RLIM_INFINITY }; setrlimit(RLIMIT_FSIZE, &size); signal(SIGXFSZ, SIG_IGN); fd = open("limited", O_RDWR | O_CREAT, 0600); SHOW(write(fd, "0123456789abc", 13)); SHOW(write(fd, "x", 1)); SHOW(ftruncate(fd, 11)); CHILD(signal(SIGXFSZ, SIG_DFL), write(fd, "x", 1));
  int path = open("a", O_PATH); if (HOLDS(path >= 0)) { SHOW(read(path, buffer, 1)); SHOW(fstat(path, &st)); SHOW(fchmod(path, 0600)); }
  return 0;
}
