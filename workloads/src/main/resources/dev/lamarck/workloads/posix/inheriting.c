#include "show.h"
/* calls: futex set_robust_list */
#define GIVES(call) ({ int error_ = (call); printf("%s = %s\n", #call, error_ == 0 ? "0" : strerrorname_np(error_)); fflush(stdout); error_; })
static pthread_mutex_t lock, other; static int count; static volatile int handled;
static struct timespec soon(void) { struct timespec t; clock_gettime(CLOCK_REALTIME, &t); t.tv_nsec += 30000000; if (t.tv_nsec > 999999999) { t.tv_sec++; t.tv_nsec -= 1000000000; } return t; }
static void *tries(void *m) { return (void *)(long)pthread_mutex_trylock(m); }
static void *waits(void *m) { struct timespec t = soon(); return (void *)(long)pthread_mutex_timedlock(m, &t); }
static void *takes(void *m) { pthread_mutex_lock(m); return 0; }
static void *passes(void *m) { int error = pthread_mutex_lock(m); if (error == 0) pthread_mutex_unlock(m); return (void *)(long)error; }
static void *adds(void *m) { for (int i = 0; i < 300; i++) { pthread_mutex_lock(m); count++; if (i % 50 == 0) sched_yield(); pthread_mutex_unlock(m); } return 0; }
static int run(void *(*f)(void *), void *m) { pthread_t t; void *r; pthread_create(&t, 0, f, m); pthread_join(t, &r); return (int)(long)r; }
static void on_signal(int s) { handled++; }
int main(void) {
  pthread_mutexattr_t a; pthread_t t[3]; void *r; pthread_mutexattr_init(&a); GIVES(pthread_mutexattr_setprotocol(&a, PTHREAD_PRIO_INHERIT)); GIVES(pthread_mutex_init(&lock, &a)); GIVES(pthread_mutex_lock(&lock)); GIVES(run(tries, &lock)); GIVES(run(waits, &lock));
  puts("-- handed over"); for (int i = 0; i < 3; i++) pthread_create(&t[i], 0, adds, &lock); pause_ms(20); GIVES(pthread_mutex_unlock(&lock)); for (int i = 0; i < 3; i++) pthread_join(t[i], 0); printf("%d\n", count);
  puts("-- a handler does not end the wait"); struct sigaction s = { .sa_handler = on_signal }; sigaction(SIGUSR1, &s, 0); GIVES(pthread_mutex_lock(&lock)); pthread_create(t, 0, passes, &lock); pause_ms(20); pthread_kill(t[0], SIGUSR1); pause_ms(20); HOLDS(handled == 1); pthread_mutex_unlock(&lock); pthread_join(t[0], &r); HOLDS(r == 0);
  puts("-- an owner that is no more"); pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST); pthread_mutex_init(&other, &a); GIVES(run(takes, &other)); GIVES(pthread_mutex_lock(&other)); GIVES(pthread_mutex_consistent(&other)); GIVES(pthread_mutex_unlock(&other)); pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED); pthread_mutex_t *both = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0); GIVES(pthread_mutex_init(both, &a)); pid_t c = fork(); if (c == 0) { pthread_mutex_lock(both); pause_ms(40); raise(SIGKILL); } pause_ms(10); GIVES(pthread_mutex_lock(both)); GIVES(pthread_mutex_consistent(both)); GIVES(pthread_mutex_unlock(both)); waitpid(c, 0, 0);
  puts("-- the calls"); int word = 0; SHOW(syscall(SYS_futex, &word, 6, 0, 0)); HOLDS(word == gettid()); SHOW(syscall(SYS_futex, &word, 6, 0, 0)); SHOW(syscall(SYS_futex, &word, 8, 0, 0)); SHOW(syscall(SYS_futex, &word, 7, 0, 0)); HOLDS(word == 0); SHOW(syscall(SYS_futex, &word, 7, 0, 0)); SHOW(syscall(SYS_futex, 8, 6, 0, 0)); word = 4000000; SHOW(syscall(SYS_futex, &word, 6, 0, 0));
  return 0;
}
