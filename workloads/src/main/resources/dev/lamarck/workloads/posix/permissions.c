/* calls: openat access faccessat2 chmod fchmod chown truncate utimensat mkdir rmdir unlink rename link symlink chdir fchdir execve setgroups setresuid setresgid socket connect */
#include "show.h"
#include <grp.h>
#include <sys/un.h>

static void become(int user, int group) { setgroups(0, 0); setresgid(group, group, group); setresuid(user, user, user); }

static void tryFile(const char *name) {
  int fd = open(name, O_RDONLY); printf("%s: read %s,", name, fd < 0 ? strerrorname_np(errno) : "ok"); if (fd >= 0) close(fd);
  fd = open(name, O_WRONLY); printf(" write %s,", fd < 0 ? strerrorname_np(errno) : "ok"); if (fd >= 0) close(fd);
  fd = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600); printf(" both %s,", fd < 0 ? strerrorname_np(errno) : "ok"); if (fd >= 0) close(fd);
  printf(" access %d%d%d%d\n", access(name, F_OK) == 0, access(name, R_OK) == 0, access(name, W_OK) == 0, access(name, X_OK) == 0); fflush(stdout);
}

static void make(const char *name, int mode, int user, int group) { close(open(name, O_CREAT | O_WRONLY, 0600)); chown(name, user, group); chmod(name, mode); }

static void tryAll(void) { tryFile("own"); tryFile("groups"); tryFile("others"); tryFile("none"); tryFile("odd"); }

int main(int argc, char **argv) {
  if (argc > 1 && chdir(argv[1]) != 0) return 1;
  if (argc == 1) chdir("/tmp");
  mkdir("permissions", 0755); chdir("permissions"); umask(0);
  make("own", 0600, 33, 44); make("groups", 0640, 1, 44); make("others", 0604, 1, 2); make("none", 0, 33, 44); make("odd", 0077, 33, 44);
  puts("-- the superuser"); tryAll(); 
  puts("-- the owner"); CHILD({ become(33, 44); tryAll(); SHOW(chmod("none", 0400)); tryFile("none"); SHOW(chmod("none", 0)); SHOW(chown("own", -1, 44)); SHOW(chown("own", 34, -1)); SHOW(chown("own", -1, 45)); });
  puts("-- the group"); CHILD({ become(34, 44); tryAll(); SHOW(chmod("own", 0777)); int fd = open("groups", O_RDONLY); SHOW(fchmod(fd, 0777)); SHOW(truncate("groups", 5)); });
  puts("-- another group given"); CHILD({ gid_t given[2]; given[0] = 7; given[1] = 44; setgroups(2, given); setresgid(9, 9, 9); setresuid(34, 34, 34); tryFile("groups"); tryFile("odd"); });
  puts("-- others"); CHILD({ become(35, 45); tryAll(); SHOW(truncate("others", 5)); SHOW(truncate("own", 5)); });
  puts("-- the real user and the effective one"); CHILD({ setgroups(0, 0); setresgid(45, 44, 44); setresuid(35, 33, 33); tryFile("own"); SHOW(faccessat(AT_FDCWD, "own", R_OK, AT_EACCESS)); SHOW(faccessat(AT_FDCWD, "own", R_OK, 0)); });
  puts("-- times"); CHILD({ become(35, 45); struct timespec t[2]; memset(t, 0, sizeof t); make("open", 0666, -1, -1); SHOW(utimensat(AT_FDCWD, "own", 0, 0)); SHOW(utimensat(AT_FDCWD, "own", t, 0)); t[0].tv_nsec = UTIME_OMIT; t[1].tv_nsec = UTIME_OMIT; SHOW(utimensat(AT_FDCWD, "own", t, 0)); });
  make("everyones", 0666, 1, 2); CHILD({ become(35, 45); struct timespec t[2]; memset(t, 0, sizeof t); SHOW(utimensat(AT_FDCWD, "everyones", 0, 0)); SHOW(utimensat(AT_FDCWD, "everyones", t, 0)); });
  puts("-- directories");
  mkdir("open", 0777); mkdir("shut", 0700); mkdir("seen", 0744); mkdir("sticky", 01777); make("open/f", 0600, 1, 1); make("shut/f", 0666, 1, 1); make("seen/f", 0666, 1, 1); make("sticky/f", 0666, 1, 1); make("sticky/mine", 0666, 35, 45);
  CHILD({ become(35, 45);
    SHOW(chdir("shut")); SHOW(access("shut/f", F_OK)); SHOW(open("shut/f", O_RDONLY)); SHOW(open("shut", O_RDONLY)); SHOW(access("seen/f", F_OK)); int seen = open("seen", O_RDONLY); HOLDS(seen >= 0); SHOW(fchdir(seen));
    SHOW(open("new", O_CREAT | O_WRONLY, 0600)); SHOW(mkdir("own", 0700)); SHOW(mkdir("newer", 0700)); SHOW(mkdir("shut/d", 0700)); SHOW(symlink("x", "newer")); SHOW(link("everyones", "newer")); SHOW(mknod("newer", S_IFIFO | 0600, 0));
    SHOW(unlink("own")); SHOW(unlink("shut/f")); SHOW(unlink("nowhere")); SHOW(rmdir("open")); SHOW(rename("own", "open/own")); SHOW(rename("open/f", "sticky/f")); SHOW(unlink("sticky/f")); SHOW(rename("sticky/f", "open/g")); SHOW(rename("sticky/mine", "open/mine")); SHOW(unlink("open/mine"));
    SHOW(rename("open/f", "open/g")); SHOW(unlink("open/g")); int fd = open("open/new", O_CREAT | O_RDWR, 0); HOLDS(fd >= 0); SHOW(write(fd, "x", 1)); SHOW(open("open/new", O_RDONLY)); SHOW(unlink("open/new"));
    SHOW(symlink("x", "sticky/l")); SHOW(unlink("sticky/l")); SHOW(mkdir("sticky/d", 0)); SHOW(rmdir("sticky/d")); SHOW(open("open", O_WRONLY)); SHOW(open("nowhere/x", O_RDONLY)); SHOW(open("own/x", O_RDONLY)); });
  puts("-- programs"); make("program", 0644, 33, 44); char *arguments[] = { "program", 0 };
  SHOW(execv("program", arguments)); chmod("program", 0100); CHILD({ become(35, 45); SHOW(execv("program", arguments)); SHOW(access("program", X_OK)); }); CHILD({ become(33, 45); SHOW(execv("program", arguments)); SHOW(access("program", X_OK)); }); SHOW(access("program", X_OK));
  puts("-- sockets"); struct sockaddr_un name = { .sun_family = AF_UNIX, .sun_path = "/tmp/socket" }; int server = socket(AF_UNIX, SOCK_STREAM, 0); SHOW(bind(server, (void *)&name, sizeof name)); listen(server, 3); chmod("/tmp/socket", 0600);
  CHILD({ become(35, 45); int client = socket(AF_UNIX, SOCK_STREAM, 0); SHOW(connect(client, (void *)&name, sizeof name)); strcpy(name.sun_path, "mine"); SHOW(bind(client, (void *)&name, sizeof name)); }); chmod("/tmp/socket", 0602); CHILD({ become(35, 45); int client = socket(AF_UNIX, SOCK_STREAM, 0); SHOW(connect(client, (void *)&name, sizeof name)); });
  return 0;
}
