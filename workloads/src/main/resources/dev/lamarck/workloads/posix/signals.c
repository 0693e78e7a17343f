#include "show.h"
/* calls: rt_sigaction rt_sigprocmask rt_sigpending rt_sigsuspend rt_sigtimedwait rt_sigqueueinfo rt_sigreturn rt_tgsigqueueinfo sigaltstack kill tkill
   tgkill alarm setitimer wait4 getpid gettid */

static volatile sig_atomic_t count, last, code, depth, deepest;
static volatile int order[16], values[16], taken;
static void counting(int signal) { count++; last = signal; }
static void informed(int signal, siginfo_t *info, void *context) {
  count++; last = signal; code = info->si_code;
  if (taken < 16) { order[taken] = signal; values[taken++] = info->si_value.sival_int; }
}
static void nesting(int signal) { if (++depth > deepest) deepest = depth; if (count++ < 3) raise(signal); depth--; }
static void masked(int signal) { sigset_t now; sigprocmask(0, 0, &now); code = sigismember(&now, SIGUSR1) * 2 + sigismember(&now, SIGUSR2) + 4 * sigismember(&now, SIGHUP); }
static int install(int signal, void *handler, int flags) {
  struct sigaction action = { .sa_flags = flags };
  action.sa_sigaction = handler;
  sigemptyset(&action.sa_mask);
  return sigaction(signal, &action, 0);
}
static char stack[65536];
static volatile int onStack;
static void where(int signal) { char here; onStack = &here >= stack && &here < stack + sizeof stack; stack_t now; sigaltstack(0, &now); code = now.ss_flags; }

static void flags(void) {
  puts("-- flags");
  SHOW(install(SIGUSR1, counting, 0)); raise(SIGUSR1); raise(SIGUSR1); HOLDS(count == 2);
  SHOW(install(SIGUSR1, counting, SA_RESETHAND)); raise(SIGUSR1);
  struct sigaction now; sigaction(SIGUSR1, 0, &now); HOLDS(now.sa_handler == SIG_DFL);
  HOLDS((now.sa_flags & SA_RESETHAND) != 0);
  count = 0; install(SIGUSR1, nesting, 0); raise(SIGUSR1); printf("deepest %d of %d\n", deepest, count);
  count = deepest = 0; install(SIGUSR1, nesting, SA_NODEFER); raise(SIGUSR1); printf("deepest %d of %d\n", deepest, count);
  struct sigaction wide = { .sa_handler = masked }; sigemptyset(&wide.sa_mask); sigaddset(&wide.sa_mask, SIGUSR2);
  sigaction(SIGUSR1, &wide, 0); raise(SIGUSR1); printf("masked in handler %d\n", code);
  sigaction(SIGUSR1, 0, &now); HOLDS(sigismember(&now.sa_mask, SIGUSR2) == 1); HOLDS(now.sa_handler == masked);
  SHOW(install(SIGKILL, counting, 0)); SHOW(install(SIGSTOP, SIG_IGN, 0)); SHOW(install(65, counting, 0)); SHOW(install(0, counting, 0)); SHOW(sigaction(SIGKILL, 0, &now));
  SHOW(syscall(SYS_rt_sigaction, SIGUSR1, (void *)8, 0, 0, 8));
}

static void masks(void) {
  puts("-- masks");
  sigset_t set, old, pending;
  count = 0; install(SIGUSR1, counting, 0); install(SIGUSR2, counting, 0);
  sigemptyset(&set); sigaddset(&set, SIGUSR1); sigaddset(&set, SIGUSR2); sigaddset(&set, SIGKILL);
  SHOW(sigprocmask(SIG_BLOCK, &set, &old)); sigprocmask(SIG_BLOCK, 0, &old); HOLDS(sigismember(&old, SIGKILL) == 0); HOLDS(sigismember(&old, SIGUSR1) == 1);
  raise(SIGUSR1); raise(SIGUSR1); raise(SIGUSR2); HOLDS(count == 0);
  sigpending(&pending); HOLDS(sigismember(&pending, SIGUSR1) == 1); HOLDS(sigismember(&pending, SIGHUP) == 0);
  sigemptyset(&set); sigaddset(&set, SIGUSR2);
  SHOW(sigsuspend(&set)); printf("count %d last %d\n", count, last == SIGUSR1);
  sigprocmask(0, 0, &old); HOLDS(sigismember(&old, SIGUSR1) == 1);
  signal(SIGUSR2, SIG_IGN); sigpending(&pending); HOLDS(sigismember(&pending, SIGUSR2) == 0);
  sigemptyset(&set); SHOW(sigprocmask(SIG_SETMASK, &set, 0)); HOLDS(count == 1); SHOW(sigprocmask(77, &set, 0)); SHOW(syscall(SYS_rt_sigprocmask, SIG_BLOCK, &set, 0, 4));
  CHILD({ sigfillset(&set); sigprocmask(SIG_SETMASK, &set, 0); raise(SIGTERM); sigpending(&pending); printf("pending TERM %d\n", sigismember(&pending, SIGTERM)); fflush(stdout);
    if (fork() == 0) { sigpending(&pending); printf("child pending %d\n", sigismember(&pending, SIGTERM)); fflush(stdout); _exit(0); }
    wait(0); sigemptyset(&set); sigprocmask(SIG_SETMASK, &set, 0); });
}

static void queues(void) {
  puts("-- queues");
  sigset_t set, old; taken = 0;
  for (int i = 0; i < 3; i++) install(SIGRTMIN + i, informed, SA_SIGINFO);
  install(SIGUSR1, informed, SA_SIGINFO);
  sigfillset(&set); sigprocmask(SIG_BLOCK, &set, &old);
  sigqueue(getpid(), SIGRTMIN + 2, (union sigval){ .sival_int = 1 }); sigqueue(getpid(), SIGRTMIN, (union sigval){ .sival_int = 2 });
  sigqueue(getpid(), SIGRTMIN + 1, (union sigval){ .sival_int = 3 }); sigqueue(getpid(), SIGRTMIN, (union sigval){ .sival_int = 4 });
  sigqueue(getpid(), SIGUSR1, (union sigval){ .sival_int = 5 }); sigqueue(getpid(), SIGUSR1, (union sigval){ .sival_int = 6 });
  siginfo_t info; struct timespec none = { 0, 0 }, bit = { 0, 20000000 };
  sigemptyset(&set); sigaddset(&set, SIGRTMIN + 1);
  HOLDS(sigtimedwait(&set, &info, &none) == SIGRTMIN + 1); printf("code %d value %d self %d uid %d\n", info.si_code, info.si_value.sival_int, info.si_pid == getpid(), info.si_uid == getuid());
  SHOW(sigtimedwait(&set, &info, &none)); SHOW(sigtimedwait(&set, &info, &bit)); bit.tv_nsec = 1000000000; SHOW(sigtimedwait(&set, &info, &bit)); bit = (struct timespec){ -1, 0 }; SHOW(sigtimedwait(&set, &info, &bit));
  kill(getpid(), SIGRTMIN + 1); HOLDS(sigwaitinfo(&set, &info) == SIGRTMIN + 1); printf("code %d\n", info.si_code);
  pthread_sigqueue(pthread_self(), SIGRTMIN + 1, (union sigval){ .sival_int = 9 }); HOLDS(sigwaitinfo(&set, &info) == SIGRTMIN + 1); printf("code %d value %d\n", info.si_code, info.si_value.sival_int);
  raise(SIGRTMIN + 1); sigwaitinfo(&set, &info); printf("code %d\n", info.si_code);
  sigprocmask(SIG_SETMASK, &old, 0);
  for (int i = 0; i < taken; i++) printf("delivered %d value %d\n", order[i] >= SIGRTMIN ? order[i] - SIGRTMIN : -1, values[i]);
  SHOW(sigqueue(getpid(), 65, (union sigval){ .sival_int = 0 })); SHOW(sigqueue(0x7FFFFFF0, SIGUSR1, (union sigval){ .sival_int = 0 }));
  SHOW(kill(getpid(), 0)); SHOW(kill(0x7FFFFFF0, 0)); SHOW(kill(getpid(), 99)); SHOW(syscall(SYS_tgkill, getpid(), 0x7FFFFFF0, SIGUSR1)); SHOW(syscall(SYS_tkill, -1, SIGUSR1));
}

static void stacks(void) {
  puts("-- stacks");
  stack_t mine = { .ss_sp = stack, .ss_size = sizeof stack }, old;
  SHOW(sigaltstack(&mine, &old)); HOLDS(old.ss_flags == SS_DISABLE);
  install(SIGUSR1, where, SA_ONSTACK); raise(SIGUSR1); printf("on it %d flags %d\n", onStack, code);
  install(SIGUSR1, where, 0); raise(SIGUSR1); printf("on it %d flags %d\n", onStack, code);
  mine.ss_size = 100; SHOW(sigaltstack(&mine, 0)); mine.ss_size = sizeof stack; mine.ss_flags = 64; SHOW(sigaltstack(&mine, 0));
  mine.ss_flags = SS_DISABLE; SHOW(sigaltstack(&mine, &old)); HOLDS(old.ss_sp == stack); HOLDS(old.ss_size == sizeof stack);
}

static int ends[2];
static void interruption(void) {
  puts("-- interruption");
  char byte; pipe(ends);
  install(SIGALRM, counting, 0); count = 0;
  struct itimerval soon = { .it_value = { 0, 30000 } }, off = { 0 };
  setitimer(ITIMER_REAL, &soon, 0); SHOW(read(ends[0], &byte, 1));
  install(SIGALRM, counting, SA_RESTART); fflush(stdout);
  pid_t child = fork(); if (child == 0) { pause_ms(120); write(ends[1], "x", 1); _exit(0); }
  setitimer(ITIMER_REAL, &soon, 0); SHOW(read(ends[0], &byte, 1)); HOLDS(count == 2);
  child = fork(); if (child == 0) { pause_ms(100); _exit(3); }
  int status; setitimer(ITIMER_REAL, &soon, 0); wait(0); HOLDS(waitpid(child, &status, 0) == child); HOLDS(count == 3);
  setitimer(ITIMER_REAL, &soon, 0); SHOW(pause()); SHOW(poll(0, 0, (setitimer(ITIMER_REAL, &soon, 0), 1000)));
  struct timespec span = { 1, 0 }, left = { 0, 0 }; setitimer(ITIMER_REAL, &soon, 0); SHOW(nanosleep(&span, &left)); HOLDS(left.tv_sec == 0 && left.tv_nsec > 500000000);
  sigset_t empty; sigemptyset(&empty); setitimer(ITIMER_REAL, &soon, 0); SHOW(sigsuspend(&empty)); HOLDS(count == 7);
  signal(SIGALRM, SIG_IGN); span = (struct timespec){ 0, 80000000 }; setitimer(ITIMER_REAL, &soon, 0); SHOW(nanosleep(&span, &left));
  SHOW(alarm(100)); SHOW(alarm(0)); setitimer(ITIMER_REAL, &off, 0);
}

static void children(void) {
  puts("-- children");
  install(SIGCHLD, informed, SA_SIGINFO); count = 0;
  CHILD(_exit(3)); HOLDS(count == 1); HOLDS(code == CLD_EXITED);
  CHILD(raise(SIGKILL)); HOLDS(count == 2); HOLDS(code == CLD_KILLED);
  CHILD(abort()); printf("code %d\n", code == CLD_DUMPED || code == CLD_KILLED);
  install(SIGCHLD, informed, SA_SIGINFO | SA_NOCLDWAIT); fflush(stdout); if (fork() == 0) _exit(0); SHOW(wait(0));
  signal(SIGCHLD, SIG_IGN); if (fork() == 0) _exit(0); SHOW(wait(0)); signal(SIGCHLD, SIG_DFL);
  SHOW(waitpid(-1, 0, WNOHANG)); SHOW(waitpid(0x7FFFFFF0, 0, 0)); SHOW(waitpid(-1, 0, 0x10000));
  CHILD({ signal(SIGUSR1, SIG_DFL); raise(SIGUSR1); }); CHILD({ signal(SIGPIPE, SIG_DFL); int p[2]; pipe(p); close(p[0]); write(p[1], "x", 1); });
  CHILD(raise(SIGURG)); CHILD(raise(SIGWINCH)); CHILD(raise(SIGCONT)); CHILD(raise(SIGRTMIN)); CHILD(signal(SIGALRM, SIG_DFL); alarm(1); pause());
}

int main(void) { flags(); masks(); queues(); stacks(); interruption(); children(); return 0; }
