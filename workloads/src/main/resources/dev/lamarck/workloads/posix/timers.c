#include "show.h"
#include <sys/timerfd.h>
#include <sys/times.h>
/* calls: timer_create timer_settime timer_gettime timer_getoverrun timer_delete setitimer getitimer alarm clock_nanosleep clock_gettime clock_getres times getrusage timerfd_create timerfd_settime timerfd_gettime rt_sigtimedwait */

static volatile int count, code, value, threadRan;
static void informed(int signal, siginfo_t *info, void *context) { count++; code = info->si_code; value = info->si_value.sival_int; }
static void counting(int signal) { count++; }
static void run(union sigval given) { value = given.sival_int; threadRan = 1; }
static double now(clockid_t clock) { struct timespec t; clock_gettime(clock, &t); return t.tv_sec + t.tv_nsec * 1e-9; }
static volatile long work;
static void burn(double seconds) { double start = now(CLOCK_PROCESS_CPUTIME_ID); while (now(CLOCK_PROCESS_CPUTIME_ID) < start + seconds) for (int i = 0; i < 5000; i++) work++; }

int main(void) {
  struct sigaction action = { .sa_sigaction = informed, .sa_flags = SA_SIGINFO }; sigaction(SIGRTMIN, &action, 0); sigaction(SIGALRM, &action, 0);
  puts("-- posix timers");
  timer_t timer, other; struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN, .sigev_value.sival_int = 77 };
  SHOW(timer_create(CLOCK_MONOTONIC, &event, &timer)); struct itimerspec once = { .it_value = { 0, 20000000 } }, left, off = { 0 };
  SHOW(timer_settime(timer, 0, &once, 0)); timer_gettime(timer, &left); HOLDS(left.it_value.tv_nsec > 0 && left.it_value.tv_nsec <= 20000000); pause(); printf("count %d timer %d value %d\n", count, code == SI_TIMER, value);
  timer_gettime(timer, &left); HOLDS(left.it_value.tv_nsec == 0 && left.it_value.tv_sec == 0); SHOW(timer_getoverrun(timer));
  sigset_t set, old; sigemptyset(&set); sigaddset(&set, SIGRTMIN); sigprocmask(SIG_BLOCK, &set, &old);
  struct itimerspec often = { .it_value = { 0, 20000000 }, .it_interval = { 0, 20000000 } }; SHOW(timer_settime(timer, 0, &often, &left)); pause_ms(210);
  siginfo_t info; HOLDS(sigwaitinfo(&set, &info) == SIGRTMIN); HOLDS(info.si_overrun >= 7 && info.si_overrun <= 10); HOLDS(timer_getoverrun(timer) == info.si_overrun);
  SHOW(timer_settime(timer, 0, &off, &left)); HOLDS(left.it_interval.tv_nsec >= 19000000 && left.it_interval.tv_nsec <= 20000000); sigprocmask(SIG_SETMASK, &old, 0);
  struct timespec at; clock_gettime(CLOCK_REALTIME, &at); at.tv_nsec += 30000000; if (at.tv_nsec >= 1000000000) { at.tv_nsec -= 1000000000; at.tv_sec++; }
  SHOW(timer_create(CLOCK_REALTIME, 0, &other)); once.it_value = at; count = 0; SHOW(timer_settime(other, TIMER_ABSTIME, &once, 0)); pause(); HOLDS(count == 1 && now(CLOCK_REALTIME) >= at.tv_sec + at.tv_nsec * 1e-9 - 1e-6);
  once.it_value = (struct timespec){ 1, 0 }; count = 0; timer_settime(other, TIMER_ABSTIME, &once, 0); pause_ms(30); HOLDS(count == 1);
  SHOW(timer_delete(other)); SHOW(timer_delete(timer)); SHOW(syscall(SYS_timer_delete, 1000)); SHOW(timer_create(99, 0, &timer)); event.sigev_signo = 99; SHOW(timer_create(CLOCK_REALTIME, &event, &timer));
  event = (struct sigevent){ .sigev_notify = SIGEV_NONE }; SHOW(timer_create(CLOCK_MONOTONIC, &event, &timer)); once.it_value = (struct timespec){ 5, 0 }; timer_settime(timer, 0, &once, 0); timer_gettime(timer, &left); HOLDS(left.it_value.tv_sec == 4);
  once.it_value.tv_nsec = 1000000000; SHOW(timer_settime(timer, 0, &once, 0)); timer_delete(timer);
  event = (struct sigevent){ .sigev_notify = SIGEV_THREAD, .sigev_notify_function = run, .sigev_value.sival_int = 5 }; SHOW(timer_create(CLOCK_MONOTONIC, &event, &timer)); once.it_value = (struct timespec){ 0, 10000000 };
  timer_settime(timer, 0, &once, 0); for (int i = 0; i < 100 && !threadRan; i++) pause_ms(10); printf("thread ran %d value %d\n", threadRan, value); timer_delete(timer);
  event = (struct sigevent){ .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN }; count = 0; SHOW(timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &timer)); once.it_value = (struct timespec){ 0, 30000000 }; timer_settime(timer, 0, &once, 0);
  pause_ms(80); HOLDS(count == 0); burn(0.06); HOLDS(count == 1); timer_delete(timer);
  SHOW(timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &timer)); timer_delete(timer); SHOW(timer_create(CLOCK_BOOTTIME, &event, &timer)); timer_delete(timer);
  puts("-- interval timers");
  struct itimerval tick = { { 0, 10000 }, { 0, 10000 } }, before, none = { 0 }; count = 0; SHOW(setitimer(ITIMER_REAL, &tick, 0)); while (count < 3) pause(); SHOW(setitimer(ITIMER_REAL, &none, &before)); HOLDS(before.it_interval.tv_usec == 10000);
  signal(SIGVTALRM, counting); signal(SIGPROF, counting); count = 0; setitimer(ITIMER_VIRTUAL, &tick, 0); pause_ms(50); HOLDS(count == 0); burn(0.05); HOLDS(count >= 1); setitimer(ITIMER_VIRTUAL, &none, 0);
  count = 0; setitimer(ITIMER_PROF, &tick, 0); burn(0.05); HOLDS(count >= 2); setitimer(ITIMER_PROF, &none, 0);
  SHOW(setitimer(7, &none, 0)); tick.it_value.tv_usec = 1000000; SHOW(setitimer(ITIMER_REAL, &tick, 0)); tick.it_value = (struct timeval){ 10, 0 }; setitimer(ITIMER_REAL, &tick, 0); SHOW(getitimer(ITIMER_REAL, &before)); HOLDS(before.it_value.tv_sec == 9); SHOW(alarm(3)); SHOW(alarm(0));
  puts("-- sleeping");
  double start = now(CLOCK_MONOTONIC); pause_ms(50); HOLDS(now(CLOCK_MONOTONIC) - start >= 0.05); struct timespec span = { 0, -1 }; SHOW(nanosleep(&span, 0)); span.tv_nsec = 1000000000; SHOW(nanosleep(&span, 0));
  clock_gettime(CLOCK_MONOTONIC, &at); at.tv_nsec += 40000000; if (at.tv_nsec >= 1000000000) { at.tv_nsec -= 1000000000; at.tv_sec++; } SHOW(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, 0)); HOLDS(now(CLOCK_MONOTONIC) >= at.tv_sec + at.tv_nsec * 1e-9 - 1e-6);
  SHOW(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, 0)); span = (struct timespec){ 0, 1000 }; SHOW(clock_nanosleep(CLOCK_REALTIME, 0, &span, 0)); SHOW(clock_nanosleep(99, 0, &span, 0)); SHOW(clock_nanosleep(CLOCK_THREAD_CPUTIME_ID, 0, &span, 0));
  puts("-- clocks");
  struct timespec r; SHOW(clock_getres(CLOCK_REALTIME, &r)); HOLDS(r.tv_sec == 0 && r.tv_nsec >= 1); SHOW(clock_getres(99, &r)); SHOW(clock_gettime(99, &r)); SHOW(clock_gettime(CLOCK_MONOTONIC_RAW, &r)); SHOW(clock_gettime(CLOCK_REALTIME_COARSE, &r)); SHOW(clock_gettime(CLOCK_MONOTONIC_COARSE, &r)); SHOW(clock_gettime(CLOCK_BOOTTIME, &r));
  double cpu = now(CLOCK_PROCESS_CPUTIME_ID); pause_ms(60); HOLDS(now(CLOCK_PROCESS_CPUTIME_ID) - cpu < 0.03); burn(0.03); HOLDS(now(CLOCK_THREAD_CPUTIME_ID) > 0.03); clockid_t mine; SHOW(clock_getcpuclockid(0, &mine)); HOLDS(now(mine) >= cpu); SHOW(pthread_getcpuclockid(pthread_self(), &mine)); HOLDS(now(mine) > 0.03);
  struct timeval tv; struct timezone zone; SHOW(gettimeofday(&tv, 0)); struct tms tms; HOLDS(times(&tms) > 0 && tms.tms_utime + tms.tms_stime > 0); struct rusage usage; SHOW(getrusage(RUSAGE_SELF, &usage)); HOLDS(usage.ru_utime.tv_sec + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec > 0); SHOW(getrusage(RUSAGE_CHILDREN, &usage)); SHOW(getrusage(RUSAGE_THREAD, &usage)); SHOW(getrusage(9, &usage));
  puts("-- timerfd");
  int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC); HOLDS(fd >= 0); uint64_t n; SHOW(read(fd, &n, 8)); SHOW(timerfd_settime(fd, 0, &often, 0)); SHOW(read(fd, &n, 8)); struct pollfd p = { fd, POLLIN }; SHOW(poll(&p, 1, 1000)); HOLDS(p.revents == POLLIN); pause_ms(70); SHOW(read(fd, &n, 8)); HOLDS(n >= 3 && n <= 5);
  SHOW(timerfd_gettime(fd, &left)); HOLDS(left.it_interval.tv_nsec >= 19999000 && left.it_interval.tv_nsec <= 20000000); HOLDS(left.it_value.tv_nsec > 0); SHOW(read(fd, &n, 4)); SHOW(timerfd_settime(fd, 0, &off, &left)); SHOW(poll(&p, 1, 50)); SHOW(write(fd, &n, 8)); SHOW(timerfd_create(99, 0)); SHOW(timerfd_create(CLOCK_REALTIME, 0x77)); SHOW(timerfd_gettime(0, &left)); close(fd);
  fd = timerfd_create(CLOCK_REALTIME, 0); clock_gettime(CLOCK_REALTIME, &once.it_value); once.it_value.tv_sec++; once.it_value.tv_nsec = 0; SHOW(timerfd_settime(fd, TFD_TIMER_ABSTIME, &once, 0)); SHOW(read(fd, &n, 8)); HOLDS(n == 1); HOLDS(now(CLOCK_REALTIME) >= once.it_value.tv_sec);
  return 0;
}
