/* Linux's own: what processes say about themselves, programs by descriptor, vfork, limits of memory, many messages at once. */
/* calls: prctl personality getcpu membarrier execveat vfork sendmmsg recvmmsg prlimit64 */
#include "show.h"
#include <spawn.h>
#include <sys/auxv.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <linux/membarrier.h>

extern char **environ;
static volatile int shared, deaths;
static void count(int signal) { deaths++; }
static int deep(int n) { volatile char frame[4096]; frame[0] = n; return n == 0 ? frame[0] : deep(n - 1) + frame[0]; }
static void *named(void *argument) {
  char name[16];
  prctl(PR_GET_NAME, name); printf("thread begins as %s\n", name);
  prctl(PR_SET_NAME, "worker");
  prctl(PR_GET_NAME, name); printf("thread is %s\n", name);
  return NULL;
}

static void names(void) {
  char name[16];
  SHOW(prctl(PR_GET_NAME, name)); printf("%s\n", name);
  SHOW(prctl(PR_SET_NAME, "a name of more than fifteen bytes")); SHOW(prctl(PR_GET_NAME, name)); printf("%s\n", name);
  SHOW(prctl(PR_SET_NAME, 8));
  pthread_t thread; pthread_create(&thread, NULL, named, NULL); pthread_join(thread, NULL);
  prctl(PR_GET_NAME, name); printf("%s\n", name);
  CHILD(char own[16]; prctl(PR_GET_NAME, own); printf("child is %s\n", own));
}

static void flags(void) {
  int signal = -1;
  SHOW(prctl(PR_GET_DUMPABLE)); SHOW(prctl(PR_SET_DUMPABLE, 0)); SHOW(prctl(PR_GET_DUMPABLE)); SHOW(prctl(PR_SET_DUMPABLE, 7));
  SHOW(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)); SHOW(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)); SHOW(prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0));
  CHILD(printf("inherited %d\n", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)));
  SHOW(prctl(PR_SET_PDEATHSIG, SIGUSR1)); SHOW(prctl(PR_GET_PDEATHSIG, &signal)); printf("signal %d\n", signal);
  SHOW(prctl(PR_SET_PDEATHSIG, 65)); SHOW(prctl(PR_GET_PDEATHSIG, 8)); SHOW(prctl(12345));
  CHILD(int mine = -1; prctl(PR_GET_PDEATHSIG, &mine); printf("not inherited %d\n", mine));
  SHOW(personality(0xffffffff)); SHOW(personality(ADDR_NO_RANDOMIZE)); SHOW(personality(0xffffffff)); SHOW(personality(0));
  unsigned cpu = 99, node = 99;
  SHOW(syscall(SYS_getcpu, &cpu, &node, NULL)); HOLDS(cpu < 4096); HOLDS(node == 0); SHOW(syscall(SYS_getcpu, NULL, NULL, NULL));
  HOLDS((syscall(SYS_membarrier, MEMBARRIER_CMD_QUERY, 0) & 24) == 24);
  SHOW(syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0)); SHOW(syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0));
  SHOW(syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0)); SHOW(syscall(SYS_membarrier, 1 << 30, 0)); SHOW(syscall(SYS_membarrier, 0, 77));
}

/* The grandchild hears of its parent's end. */
static void death(void) {
  int ends[2]; pipe(ends); fflush(stdout);
  pid_t middle = fork();
  if (middle == 0) {
    pid_t low = fork();
    if (low == 0) {
      close(ends[0]); signal(SIGUSR2, count); prctl(PR_SET_PDEATHSIG, SIGUSR2);
      write(ends[1], "r", 1);
      while (deaths == 0) pause_ms(5);
      write(ends[1], "d", 1); _exit(0);
    }
    char ready; read(ends[0], &ready, 1); _exit(0);
  }
  close(ends[1]); waitpid(middle, NULL, 0);
  char told = '-'; read(ends[0], &told, 1); printf("told %c\n", told); close(ends[0]);
}

static void vforks(void) {
  int status; pid_t child;
  shared = 1; child = vfork(); if (child == 0) { shared = 7; _exit(9); }
  printf("child wrote %d\n", shared); waitpid(child, &status, 0); printf("exit %d\n", WEXITSTATUS(status));
  char *nowhere[] = { "nowhere", NULL };
  child = -1; printf("spawn: %s\n", strerrorname_np(posix_spawn(&child, "/nowhere", NULL, NULL, nowhere, environ)) ?: "0");
  char *self[] = { "control", "spawned", NULL };
  printf("spawn: %d\n", posix_spawn(&child, "/proc/self/exe", NULL, NULL, self, environ)); waitpid(child, &status, 0); printf("exit %d\n", WEXITSTATUS(status));
}

static void by_descriptor(void) {
  int self = open("/proc/self/exe", O_RDONLY | O_CLOEXEC), status;
  char *arguments[] = { "control", "executed", NULL };
  CHILD(fexecve(self, arguments, environ); printf("fexecve: %s\n", strerrorname_np(errno)));
  char folder[] = "/tmp/control.XXXXXX"; mkdtemp(folder);
  int directory = open(folder, O_RDONLY | O_DIRECTORY); symlinkat("/proc/self/exe", directory, "link");
  CHILD(syscall(SYS_execveat, directory, "link", arguments, environ, AT_SYMLINK_NOFOLLOW); printf("%s\n", strerrorname_np(errno)));
  CHILD(syscall(SYS_execveat, directory, "nothing", arguments, environ, 0); printf("%s\n", strerrorname_np(errno)));
  CHILD(syscall(SYS_execveat, directory, "", arguments, environ, 0); printf("%s\n", strerrorname_np(errno)));
  CHILD(syscall(SYS_execveat, 77, "nothing", arguments, environ, 0); printf("%s\n", strerrorname_np(errno)));
  CHILD(syscall(SYS_execveat, self, "", arguments, environ, 0x10000000); printf("%s\n", strerrorname_np(errno)));
  unlinkat(directory, "link", 0); rmdir(folder);
}

static void limits(void) {
  struct rlimit space = { 64 << 20, RLIM_INFINITY }, heap = { 8 << 20, RLIM_INFINITY }, stack = { 1 << 20, RLIM_INFINITY };
  CHILD(setrlimit(RLIMIT_AS, &space); printf("mmap %s\n", mmap(NULL, 128 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? strerrorname_np(errno) : "maps");
    printf("mmap %s\n", mmap(NULL, 1 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? strerrorname_np(errno) : "maps"); printf("malloc %s\n", malloc(256 << 20) ? "gives" : strerrorname_np(errno)));
  CHILD(setrlimit(RLIMIT_DATA, &heap); printf("sbrk %s\n", sbrk(32 << 20) == (void *)-1 ? strerrorname_np(errno) : "moves"); printf("sbrk %s\n", sbrk(1 << 20) == (void *)-1 ? strerrorname_np(errno) : "moves"));
  CHILD(printf("deep %d\n", deep(1000) != 0));
  CHILD(setrlimit(RLIMIT_STACK, &stack); deep(100); printf("not so deep\n"); fflush(stdout); deep(1000));
}

static void messages(void) {
  int pair[2]; socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
  char *words[] = { "one", "three", "five!" }; char got[4][16];
  struct iovec out[3], in[4]; struct mmsghdr send[3], receive[4];
  memset(send, 0, sizeof send); memset(receive, 0, sizeof receive);
  for (int i = 0; i < 3; i++) { out[i] = (struct iovec) { words[i], strlen(words[i]) }; send[i].msg_hdr.msg_iov = &out[i]; send[i].msg_hdr.msg_iovlen = 1; }
  for (int i = 0; i < 4; i++) { in[i] = (struct iovec) { got[i], sizeof got[i] }; receive[i].msg_hdr.msg_iov = &in[i]; receive[i].msg_hdr.msg_iovlen = 1; }
  SHOW(sendmmsg(pair[0], send, 3, 0)); printf("%u %u %u\n", send[0].msg_len, send[1].msg_len, send[2].msg_len);
  SHOW(recvmmsg(pair[1], receive, 2, 0, NULL)); printf("%.*s %.*s\n", (int)receive[0].msg_len, got[0], (int)receive[1].msg_len, got[1]);
  SHOW(recvmmsg(pair[1], receive, 4, MSG_WAITFORONE, NULL)); printf("%.*s\n", (int)receive[0].msg_len, got[0]);
  SHOW(recvmmsg(pair[1], receive, 4, MSG_DONTWAIT, NULL)); SHOW(sendmmsg(pair[0], send, 0, 0)); SHOW(sendmmsg(99, send, 3, 0)); SHOW(recvmmsg(0, receive, 1, 0, NULL));
}

int main(int count, char **arguments) {
  if (count > 1) { printf("%s, file %s\n", arguments[1], getauxval(AT_EXECFN) ? "known" : "unknown"); return 5; }
  printf("file %s\n", strrchr((char *)getauxval(AT_EXECFN), '/') + 1);
  names(); flags(); death(); vforks(); by_descriptor(); limits(); messages();
  return 0;
}
