#include "show.h"
#include <dirent.h>
#include <sys/ioctl.h>
#include <termios.h>
/* Pseudoterminals: both sides, the line discipline between them, sessions, hanging up. */
/* calls: openat ioctl read write setsid poll */

static int got; static void handler(int signal) { got = signal; }
static char all[4096];
/* What can be read within a while, with what is no character made visible. */
static void print(const char *who, int fd) {
  struct pollfd p = { fd, POLLIN }; int n = 0, k = 0; while (poll(&p, 1, 50) > 0 && (k = read(fd, all + n, sizeof all - n)) > 0) n += k;
  printf("%s: ", who); for (int i = 0; i < n; i++) if (all[i] == '\n') printf("\\n"); else if (all[i] == '\r') printf("\\r"); else if (all[i] == '\b') printf("\\b"); else if ((unsigned char)all[i] < 32) printf("<%d>", all[i]); else putchar(all[i]);
  printf(k < 0 ? " %s\n" : k == 0 && n == 0 && p.revents != 0 ? " end\n" : "\n", k < 0 ? strerrorname_np(errno) : ""); fflush(stdout);
}
static void type(int fd, const char *text) { if (write(fd, text, strlen(text)) != (ssize_t)strlen(text)) puts("not typed"); }
static void ready(const char *who, int fd) { struct pollfd p = { fd, POLLIN | POLLOUT }; poll(&p, 1, 0); printf("%s:%s%s%s\n", who, p.revents & POLLIN ? " in" : "", p.revents & POLLOUT ? " out" : "", p.revents & POLLHUP ? " hung up" : ""); fflush(stdout); }
static int master(char *name) { int m = posix_openpt(O_RDWR | O_NOCTTY); ptsname_r(m, name, 32); return m; }

int main(void) {
  char name[32], other[32]; struct termios t; struct winsize w = { 0 }; pid_t child; int status;
  puts("-- opening"); int m = master(name); HOLDS(m >= 0); HOLDS(strncmp(name, "/dev/pts/", 9) == 0); SHOW(open(name, O_RDWR | O_NOCTTY)); SHOW(grantpt(m)); SHOW(unlockpt(m)); ready("master", m); int s = open(name, O_RDWR | O_NOCTTY); HOLDS(s >= 0); HOLDS(isatty(m) && isatty(s)); HOLDS(strcmp(ttyname(s), name) == 0); int m2 = master(other); HOLDS(strcmp(name, other) != 0); close(m2); SHOW(open(other, O_RDWR)); SHOW(open("/dev/pts/x", O_RDWR)); struct stat st; fstat(s, &st); HOLDS(S_ISCHR(st.st_mode) && (st.st_mode & 0777) == 0620 && st.st_uid == getuid());
  DIR *d = opendir("/dev/pts"); int listed = 0; for (struct dirent *e; (e = readdir(d)) != NULL;) listed += strcmp(e->d_name, name + 9) == 0; printf("listed %d\n", listed); closedir(d); SHOW(ioctl(s, TIOCGPTN, &listed)); SHOW(lseek(m, 0, SEEK_SET));
  puts("-- lines"); type(m, "hello\n"); print("terminal", s); print("program", m); type(m, "abc\177\177xyz\n"); print("terminal", s); print("program", m); type(m, "gone\025kept\r"); print("terminal", s); print("program", m); type(m, "part"); ready("terminal", s); type(m, "\004"); print("terminal", s); print("program", m); type(m, "\001\n"); print("terminal", s); print("program", m); type(s, "one\ntwo\n"); print("program", m); ready("master", m); ready("terminal", s);
  puts("-- settings"); tcgetattr(s, &t); t.c_lflag &= ~ECHO; t.c_oflag &= ~ONLCR; SHOW(tcsetattr(s, TCSANOW, &t)); type(m, "quiet\n"); print("terminal", s); print("program", m); type(s, "x\n"); print("program", m); cfmakeraw(&t); tcsetattr(m, TCSANOW, &t); type(m, "\003\r\n\004"); print("terminal", s); w = (struct winsize){ 40, 100, 1, 2 }; SHOW(ioctl(m, TIOCSWINSZ, &w)); memset(&w, 0, sizeof w); SHOW(ioctl(s, TIOCGWINSZ, &w)); printf("%d %d %d %d\n", w.ws_row, w.ws_col, w.ws_xpixel, w.ws_ypixel); int n; type(m, "four"); SHOW(ioctl(s, FIONREAD, &n)); printf("%d\n", n); SHOW(tcflush(s, TCIFLUSH)); SHOW(ioctl(s, FIONREAD, &n)); printf("%d\n", n);
  puts("-- much"); fflush(stdout); child = fork(); if (child == 0) { static char big[20000]; memset(big, 'b', sizeof big); HOLDS(write(s, big, sizeof big) == sizeof big); _exit(0); } pause_ms(20); long sum = 0; while (sum < 20000) { n = read(m, all, sizeof all); if (n <= 0) break; sum += n; } waitpid(child, &status, 0); printf("%ld\n", sum); fflush(stdout); child = fork(); if (child == 0) { static char big[20000]; HOLDS(write(m, big, sizeof big) == sizeof big); _exit(0); } for (sum = 0; sum < 20000; sum += n) { n = read(s, all, sizeof all); if (n <= 0) break; } waitpid(child, &status, 0); printf("%ld\n", sum); fcntl(m, F_SETFL, O_NONBLOCK); SHOW(read(m, all, 1)); fcntl(m, F_SETFL, 0);
  puts("-- closing"); close(s); ready("master", m); SHOW(read(m, all, 1)); s = open(name, O_RDWR | O_NOCTTY); ready("master", m); type(s, "again"); close(s); print("program", m); close(m); SHOW(open(name, O_RDWR)); m = master(name); unlockpt(m); s = open(name, O_RDWR | O_NOCTTY); close(m); ready("terminal", s); SHOW(read(s, all, 1)); SHOW(write(s, "x", 1)); close(s);
  puts("-- sessions"); m = master(name); unlockpt(m); fflush(stdout); child = fork();
  if (child == 0) { setsid(); int own = open(name, O_RDWR); close(m); SHOW(tcgetpgrp(own) == getpid()); SHOW(tcgetsid(own) == getpid()); signal(SIGHUP, handler); signal(SIGINT, handler); signal(SIGWINCH, handler); type(own, "ready\n"); pause(); printf("got SIGINT %d\n", got == SIGINT); fflush(stdout); type(own, "next\n"); pause(); printf("got SIGWINCH %d\n", got == SIGWINCH); fflush(stdout); type(own, "last\n"); pause(); printf("got SIGHUP %d\n", got == SIGHUP); SHOW(read(own, all, 1)); _exit(7); }
  print("program", m); type(m, "\003"); print("program", m); w.ws_row = 9; ioctl(m, TIOCSWINSZ, &w); print("program", m); close(m); waitpid(child, &status, 0); printf("%d\n", WEXITSTATUS(status));
  m = master(name); unlockpt(m); fflush(stdout); child = fork(); if (child == 0) { setsid(); int own = open(name, O_RDWR); pid_t back = fork(); if (back == 0) { signal(SIGHUP, SIG_DFL); pause(); _exit(0); } setpgid(back, back); tcsetpgrp(own, back); printf("in front %d\n", tcgetpgrp(own) == back); fflush(stdout); pause_ms(40); _exit(3); } waitpid(child, &status, 0); printf("%d\n", WEXITSTATUS(status)); pause_ms(40); ready("master", m); close(m);
  puts("-- one's own"); m = master(name); unlockpt(m); CHILD({ setsid(); SHOW(open("/dev/tty", O_RDWR)); int own = open(name, O_RDWR); int tty = open("/dev/tty", O_RDWR); HOLDS(tty >= 0 && isatty(tty)); HOLDS(tcgetpgrp(tty) == getpid()); struct stat one, two; fstat(own, &one); fstat(tty, &two); HOLDS(one.st_rdev == two.st_rdev); type(tty, "by tty\n"); close(tty); print("program", m); type(m, "typed\n"); tty = open("/dev/tty", O_RDWR); print("terminal", tty); close(own); close(tty); signal(SIGHUP, SIG_IGN); });
  SHOW(close(open("/dev/tty", O_RDWR))); close(m);
  return 0;
}
