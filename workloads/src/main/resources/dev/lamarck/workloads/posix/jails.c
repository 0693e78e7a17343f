#include "show.h"
/* calls: chroot utimensat mkdir openat prlimit64 rt_sigreturn */
static void make(const char *name, int mode) { close(open(name, O_CREAT | O_WRONLY, 0600)); chmod(name, mode); }
static volatile int over; static void on_limit(int s) { over++; }
static char other[32768]; static void on_stack(int s) { stack_t none = { .ss_flags = SS_DISABLE }; HOLDS(sigaltstack(&none, 0) == 0); }
int main(int argc, char **argv) {
  struct stat st; char here[200]; if (argc > 1) chdir(argv[1]);
  puts("-- another root"); mkdir("jail", 0755); make("jail/in", 0644); mkdir("jail/below", 0755); symlink("/in", "jail/absolute"); symlink("../../../../in", "jail/up"); make("outside", 0644); SHOW(chroot("none")); SHOW(chroot("outside"));
  CHILD(SHOW(chroot("jail")); SHOW(access("/in", F_OK)); SHOW(access("outside", F_OK)); SHOW(syscall(SYS_getcwd, here, sizeof here) > 0); SHOW(chdir("/")); SHOW(access("../../in", F_OK)); SHOW(access("absolute", F_OK)); SHOW(access("below/../up", F_OK)); SHOW(access("/outside", F_OK)); SHOW(chdir("below/..")); getcwd(here, sizeof here); puts(here); SHOW(chdir("below")); getcwd(here, sizeof here); puts(here); if (fork() == 0) { SHOW(access("/in", F_OK)); SHOW(chroot("..")); SHOW(chroot("/below")); SHOW(access("/in", F_OK)); _exit(0); } wait4(-1, 0, 0, 0); SHOW(access("/in", F_OK))); SHOW(access("outside", F_OK)); CHILD(setresuid(1000, 1000, 1000); SHOW(chroot("jail")));
  puts("-- a directory's group"); mkdir("shared", 0777); chown("shared", 0, 33); chmod("shared", 02777); make("shared/file", 0600); mkdir("shared/sub", 0755); symlink("x", "shared/link"); mkfifo("shared/fifo", 0600); const char *names[] = { "file", "sub", "link", "fifo" }; for (int i = 0; i < 4; i++) { snprintf(here, sizeof here, "shared/%s", names[i]); lstat(here, &st); printf("%s %d %o\n", names[i], st.st_gid, st.st_mode & 07000); } make("shared/sub/file", 0600); stat("shared/sub/file", &st); printf("%d\n", st.st_gid);
  puts("-- who writes to a program does not become its owner"); make("program", 06777); chmod(".", 0777); CHILD(setresgid(1000, 1000, 1000); setresuid(1000, 1000, 1000); int fd = open("program", O_WRONLY); SHOW(write(fd, "x", 1)); fstat(fd, &st); printf("%o\n", st.st_mode & 07777)); chmod("program", 06777); CHILD(int fd = open("program", O_WRONLY); SHOW(write(fd, "x", 1)); fstat(fd, &st); printf("%o\n", st.st_mode & 07777));
  puts("-- times"); struct timespec t[2] = { { 5, UTIME_OMIT }, { 5, UTIME_OMIT } }; SHOW(utimensat(AT_FDCWD, "none", t, 0)); SHOW(utimensat(AT_FDCWD, "outside", 0, 0x8000)); symlink("jail", "link"); SHOW(open("link", O_DIRECTORY | O_NOFOLLOW)); SHOW(open("link", O_NOFOLLOW));
  puts("-- time to run"); CHILD(struct rlimit second = { 1, 2 }; setrlimit(RLIMIT_CPU, &second); signal(SIGXCPU, on_limit); while (over == 0) { } puts("told")); CHILD(struct rlimit second = { 1, 1 }; setrlimit(RLIMIT_CPU, &second); for (;;) { });
  puts("-- what a handler does to the alternate stack ends with it"); stack_t s = { .ss_sp = other, .ss_size = sizeof other }; sigaltstack(&s, 0); signal(SIGUSR1, on_stack); raise(SIGUSR1); SHOW(sigaltstack(0, &s)); HOLDS(s.ss_flags == 0 && s.ss_sp == other && s.ss_size == sizeof other);
  return 0;
}
