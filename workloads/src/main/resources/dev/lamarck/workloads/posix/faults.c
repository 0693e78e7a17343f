#include "show.h"
/* calls: rt_sigaction sigaltstack mmap mprotect munmap ftruncate */

static sigjmp_buf back;
static volatile int signal_, code_; static void *volatile address_;
static void caught(int signal, siginfo_t *info, void *context) { signal_ = signal; code_ = info->si_code; address_ = info->si_addr; siglongjmp(back, 1); }
#define FAULT(at, what) do { if (sigsetjmp(back, 1) == 0) { what; printf("%s: none\n", #what); } else \
  printf("%s: signal %d code %d address %s\n", #what, signal_, code_, (char *)address_ == (char *)(at) ? "right" : "WRONG"); } while (0)

static char stack[32768];
static int deep(int n) { volatile char frame[4096]; frame[0] = n; return n == 0 ? 0 : deep(n - 1) + frame[0]; }

int main(void) {
  struct sigaction action = { .sa_sigaction = caught, .sa_flags = SA_SIGINFO | SA_ONSTACK };
  stack_t mine = { .ss_sp = stack, .ss_size = sizeof stack }; sigaltstack(&mine, 0);
  int all[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP };
  for (int i = 0; i < 5; i++) sigaction(all[i], &action, 0);
  char *page = mmap(0, 3 * 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  volatile char *p = page; volatile int zero = 0, sink;
  munmap(page + 2 * 8192, 8192); mprotect(page + 8192, 8192, PROT_READ);
  FAULT(0, *(volatile int *)0 = 1);
  FAULT(page + 2 * 8192 + 5, p[2 * 8192 + 5] = 1);
  FAULT(page + 2 * 8192 + 6, sink = p[2 * 8192 + 6]);
  FAULT(page + 8192 + 7, p[8192 + 7] = 1);
  FAULT(0, sink = p[8192 + 7]);
  mprotect(page, 8192, PROT_NONE); FAULT(page + 3, sink = p[3]);
  mprotect(page, 8192, PROT_READ | PROT_WRITE); FAULT(0, p[3] = 4); HOLDS(p[3] == 4);
  if (sigsetjmp(back, 1) == 0) sink = 5 / zero; HOLDS(signal_ == SIGFPE && code_ == FPE_INTDIV);
  if (sigsetjmp(back, 1) == 0) asm volatile(".word 0"); HOLDS(signal_ == SIGILL && code_ == ILL_ILLOPC);
  int fd = open("file", O_RDWR | O_CREAT, 0600); ftruncate(fd, 100);
  char *map = mmap(0, 3 * 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  FAULT(0, map[8000] = 1);
  FAULT(map + 8192 + 4, map[8192 + 4] = 1); HOLDS(signal_ == SIGBUS && code_ == BUS_ADRERR);
  FAULT(map + 2 * 8192, sink = map[2 * 8192]);
  close(fd); fd = open("file", O_RDONLY); SHOW((long)mmap(0, 8192, PROT_WRITE, MAP_SHARED, fd, 0));
  FAULT(0x7FFFFFFF0000, *(volatile char *)0x7FFFFFFF0000 = 1);
  long (*code)(void) = (void *)page; ((int *)page)[0] = 0x81c3e008; ((int *)page)[1] = 0x01000000;
  mprotect(page, 8192, PROT_READ | PROT_EXEC); FAULT(0, code());
  FAULT(0, deep(500));
  CHILD({ signal(SIGSEGV, SIG_DFL); *(volatile int *)0 = 1; });
  CHILD({ struct rlimit little = { 1 << 20, 1 << 20 }; setrlimit(RLIMIT_STACK, &little); if (sigsetjmp(back, 1) == 0) deep(100000); printf("overflow: signal %d\n", signal_); });
  CHILD({ sigset_t all; sigfillset(&all); sigprocmask(SIG_BLOCK, &all, 0); *(volatile int *)0 = 1; });
  CHILD({ signal(SIGSEGV, SIG_IGN); *(volatile int *)0 = 1; });
  return 0;
}
