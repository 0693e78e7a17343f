#include "show.h"
/* Bytes moved between pipes and other files within the kernel. */
/* calls: splice tee vmsplice */

int main(void) {
  int p[2], q[2], s[2]; static char b[20000]; loff_t at = 2; long n, sum; pipe(p); pipe(q); socketpair(AF_UNIX, SOCK_STREAM, 0, s);
  int fd = open("file", O_RDWR | O_CREAT | O_TRUNC, 0600), to = open("copy", O_RDWR | O_CREAT | O_TRUNC, 0600); write(fd, "0123456789", 10);
  puts("-- splice"); SHOW(splice(fd, &at, p[1], NULL, 5, 0)); printf("%ld\n", (long)at); SHOW(splice(fd, NULL, p[1], NULL, 5, 0)); lseek(fd, 8, SEEK_SET); SHOW(splice(fd, NULL, p[1], NULL, 5, 0)); SHOW(splice(p[0], NULL, to, NULL, 100, 0)); at = 20; write(p[1], "far", 3); SHOW(splice(p[0], NULL, to, &at, 2, 0)); printf("%ld\n", (long)at); n = pread(to, b, 100, 0); printf("%ld %.7s %.2s\n", n, b, b + 20);
  SHOW(splice(p[0], NULL, q[1], NULL, 100, 0)); SHOW(read(q[0], b, 100)); SHOW(splice(p[0], NULL, q[1], NULL, 100, SPLICE_F_NONBLOCK)); write(p[1], "net", 3); SHOW(splice(p[0], NULL, s[0], NULL, 100, 0)); SHOW(read(s[1], b, 100)); write(s[1], "back", 4); SHOW(splice(s[0], NULL, p[1], NULL, 100, 0)); SHOW(read(p[0], b, 100));
  SHOW(splice(fd, NULL, to, NULL, 5, 0)); SHOW(splice(p[0], &at, to, NULL, 5, 0)); SHOW(splice(fd, NULL, p[1], &at, 5, 0)); SHOW(splice(99, NULL, p[1], NULL, 5, 0)); SHOW(splice(p[1], NULL, to, NULL, 5, 0)); SHOW(splice(p[0], NULL, p[1], NULL, 5, 0)); SHOW(splice(fd, NULL, p[1], NULL, 0, 0)); SHOW(splice(fd, NULL, p[1], NULL, 5, 0x100)); SHOW(splice(fd, (void *)8, p[1], NULL, 5, 0));
  ftruncate(fd, 20000); at = 0; for (sum = 0; sum < 20000; sum += n) { n = splice(fd, &at, p[1], NULL, 20000 - sum, 0); if (n <= 0) break; long m = splice(p[0], NULL, to, NULL, n, 0); if (m != n) break; } printf("%ld\n", sum); fflush(stdout); pid_t child = fork(); if (child == 0) { pause_ms(30); write(p[1], "late", 4); _exit(0); } SHOW(splice(p[0], NULL, to, NULL, 100, 0)); waitpid(child, 0, 0);
  puts("-- tee"); write(p[1], "abcdef", 6); SHOW(tee(p[0], q[1], 4, 0)); SHOW(read(q[0], b, 100)); printf("%.4s\n", b); SHOW(tee(p[0], q[1], 100, 0)); SHOW(read(p[0], b, 100)); SHOW(read(q[0], b, 100)); SHOW(tee(p[0], q[1], 4, SPLICE_F_NONBLOCK)); SHOW(tee(fd, q[1], 4, 0)); SHOW(tee(p[0], p[1], 4, 0)); SHOW(tee(p[0], fd, 4, 0));
  puts("-- vmsplice"); struct iovec two[2] = { { "one", 3 }, { "two", 3 } }; SHOW(vmsplice(p[1], two, 2, 0)); memset(b, 0, 9); two[0].iov_base = b; two[1].iov_base = b + 3; SHOW(vmsplice(p[0], two, 2, 0)); puts(b); SHOW(vmsplice(fd, two, 1, 0)); close(p[1]); SHOW(splice(p[0], NULL, to, NULL, 5, 0)); SHOW(splice(p[0], NULL, to, NULL, 5, SPLICE_F_NONBLOCK)); SHOW(tee(p[0], q[1], 5, 0)); signal(SIGPIPE, SIG_IGN); close(q[0]); SHOW(splice(fd, &at, q[1], NULL, 5, 0)); at = 0; SHOW(splice(fd, &at, q[1], NULL, 5, 0));
  unlink("file"); unlink("copy");
  return 0;
}
