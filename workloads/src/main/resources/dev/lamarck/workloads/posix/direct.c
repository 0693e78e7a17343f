#include "show.h"
#include <utime.h>
#include <sys/epoll.h>
#include <sys/statfs.h>
/* calls: fork open creat stat lstat fstat access chmod chown lchown dup2 link unlink mkdir rmdir mknod rename symlink readlink poll select nanosleep
   utime utimes futimesat eventfd signalfd epoll_create epoll_wait sendfile fadvise64 fadvise64_64 syncfs preadv2 pwritev2 alarm getpgrp brk
   getpagesize statfs64 fstatfs64 statfs fstatfs exit gettimeofday lseek pause stat64 lstat64 fstat64 faccessat getrlimit setrlimit sendfile64 nice
   bind listen pipe _newselect */
/* Calls that the C library of today makes in another way. */
#define CALL(name, ...) SHOW(syscall(SYS_##name, ##__VA_ARGS__))

static void ticked(int signal) { }
int main(void) {
  char buffer[512], empty[128] = { 0 }; struct statfs fs; struct utimbuf times = { 3, 4 }; struct timeval tv[2] = { { 5, 0 }, { 6, 0 } }; struct timespec little = { 0, 10000000 }; struct stat st; struct iovec v = { "vector", 6 }, w = { buffer, 6 };
  CALL(open, "f", O_CREAT | O_RDWR, 0600); CALL(creat, "g", 0600); CALL(write, 3, "text", 4); CALL(stat, "f", buffer); CALL(lstat, "none", buffer); CALL(fstat, 3, buffer); CALL(access, "f", R_OK); CALL(chmod, "f", 0640); CALL(chown, "f", -1, -1); CALL(lchown, "f", -1, -1); CALL(link, "f", "h"); CALL(unlink, "h"); CALL(unlink, "h"); CALL(mkdir, "d", 0700); CALL(rmdir, "d"); CALL(mknod, "p", S_IFIFO | 0600, 0); CALL(rename, "g", "i"); CALL(symlink, "f", "s"); CALL(readlink, "s", buffer, 99); CALL(utime, "f", &times); stat("f", &st); HOLDS(st.st_mtime == 4); CALL(utimes, "f", tv); CALL(futimesat, AT_FDCWD, "f", tv); stat("f", &st); HOLDS(st.st_mtime == 6); CALL(dup2, 3, 40); CALL(fadvise64, 3, 0, 0, 0); CALL(fadvise64_64, 3, 0, 0, 9); CALL(syncfs, 3); CALL(syncfs, 99); CALL(pwritev2, 3, &v, 1, 0, 0, 0); CALL(preadv2, 3, &w, 1, 0, 0, 0); HOLDS(memcmp(buffer, "vector", 6) == 0); CALL(preadv2, 3, &w, 1, 0, 0, 0x80); CALL(lseek, 3, 0, SEEK_SET); CALL(sendfile, 4, 3, 0, 100); CALL(statfs, ".", &fs); CALL(fstatfs, 3, &fs); CALL(statfs64, ".", sizeof fs, &fs); CALL(statfs64, ".", 1, &fs); CALL(fstatfs64, 3, sizeof fs, &fs);
  CALL(eventfd, 3); CALL(signalfd, -1, empty, 8); CALL(epoll_create, 1); CALL(epoll_wait, 7, buffer, 1, 0); CALL(poll, 0, 0, 5); CALL(select, 0, 0, 0, 0, &(struct timeval){ 0, 5000 }); CALL(nanosleep, &little, 0); CALL(alarm, 50); CALL(alarm, 0); CALL(gettimeofday, tv, 0); HOLDS(syscall(SYS_getpgrp) == getpgrp()); CALL(getpagesize); HOLDS(syscall(SYS_brk, 0) > 0); CHILD(syscall(SYS_exit, 21)); fflush(stdout); int me = getpid(), child = syscall(SYS_fork); if (getpid() != me) _exit(0); HOLDS(child > 0); int status; wait(&status);
  signal(SIGALRM, ticked); struct itimerval soon = { .it_value = { 0, 20000 } }; setitimer(ITIMER_REAL, &soon, 0); CALL(pause); CALL(stat64, "f", buffer); CALL(lstat64, "none", buffer); CALL(fstat64, 3, buffer); CALL(faccessat, -100, "f", 4); CALL(getrlimit, 7, buffer); CALL(setrlimit, 7, buffer); CALL(setrlimit, 99, buffer); CALL(sendfile64, 4, 3, 0, 0); CALL(nice, 1); CALL(bind, 99, buffer, 16); CALL(listen, 99, 1); HOLDS(syscall(SYS_pipe) > 3); CALL(_newselect, 0, 0, 0, 0, &(struct timeval){ 0, 5000 });
  return 0;
}
