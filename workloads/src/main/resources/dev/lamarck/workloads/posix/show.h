#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Prints a call, what it gave and why it failed. */
#define SHOW(call) ({ errno = 0; long result_ = (long)(call); int errno_ = errno; printf("%s = %ld%s%s\n", #call, result_, result_ == -1 ? " " : "", \
  result_ == -1 ? strerrorname_np(errno_) : ""); fflush(stdout); result_; })
/* Prints whether something holds. */
#define HOLDS(condition) ({ int holds_ = !!(condition); printf("%s: %s\n", #condition, holds_ ? "yes" : "NO"); fflush(stdout); holds_; })

static inline void pause_ms(long ms) {
  struct timespec span = { ms / 1000, ms % 1000 * 1000000 };
  while (nanosleep(&span, &span) != 0) { }
}
/* Runs it in a child and prints how that ended. */
#define CHILD(...) ({ fflush(stdout); pid_t child_ = fork(); if (child_ == 0) { __VA_ARGS__; fflush(stdout); _exit(0); } int status_; waitpid(child_, &status_, 0); \
  if (WIFEXITED(status_)) printf("child: exit %d\n", WEXITSTATUS(status_)); else printf("child: signal %d\n", WTERMSIG(status_)); fflush(stdout); status_; })
