#include "show.h"
#include <grp.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
/* calls: getuid geteuid setuid setreuid getresuid setresuid getgid getegid setgid setregid getresgid setresgid getgroups setgroups getpriority
   setpriority uname sysinfo getrandom prlimit64 sched_getparam sched_setparam sched_getscheduler sched_setscheduler sched_get_priority_max
   sched_get_priority_min sched_rr_get_interval sched_getaffinity sched_setaffinity sched_yield umask */

static void ids(const char *when) { uid_t r, e, s; gid_t gr, ge, gs; getresuid(&r, &e, &s); getresgid(&gr, &ge, &gs); printf("%s: %d %d %d, %d %d %d\n", when, r, e, s, gr, ge, gs); }
int main(void) {
  puts("-- users and groups, as the superuser"); HOLDS(getuid() == 0 && geteuid() == 0 && getgid() == 0 && getegid() == 0); ids("start");
  CHILD({ SHOW(setresgid(5, 6, 7)); SHOW(setresuid(1, 2, 3)); ids("set"); SHOW(setresuid(-1, 1, -1)); ids("real"); SHOW(setresuid(9, -1, -1)); SHOW(seteuid(3)); ids("saved"); SHOW(setuid(1)); ids("setuid"); SHOW(setuid(2)); SHOW(setgid(7)); ids("setgid"); SHOW(setgid(99)); SHOW(setgroups(0, 0)); SHOW(setreuid(3, 1)); ids("setreuid"); SHOW(setregid(5, 5)); ids("setregid"); SHOW(setregid(0, 0)); SHOW(kill(getppid(), 0)); });
  CHILD({ SHOW(setuid(1000)); ids("dropped"); SHOW(setuid(0)); SHOW(seteuid(0)); SHOW(setpriority(PRIO_PROCESS, 0, -5)); SHOW(chown("/tmp", 1000, 0)); });
  gid_t groups[4] = { 10, 20, 30 }; SHOW(setgroups(3, groups)); memset(groups, 0, sizeof groups); SHOW(getgroups(0, 0)); SHOW(getgroups(2, groups)); SHOW(getgroups(4, groups)); printf("%d %d %d\n", groups[0], groups[1], groups[2]); CHILD(SHOW(getgroups(0, 0))); SHOW(setgroups(-1, groups));
  struct stat st; chdir("/tmp"); CHILD({ setegid(44); seteuid(33); close(open("owned", O_CREAT | O_WRONLY, 0600)); stat("owned", &st); printf("owner %d %d\n", st.st_uid, st.st_gid); }); SHOW(chown("owned", 7, -1)); stat("owned", &st); printf("owner %d %d\n", st.st_uid, st.st_gid); chmod("owned", 06755); SHOW(chown("owned", -1, 8)); stat("owned", &st); printf("%o owner %d %d\n", st.st_mode, st.st_uid, st.st_gid);
  puts("-- the system"); struct utsname name; SHOW(uname(&name)); printf("%s %s\n", name.sysname, name.machine); struct sysinfo info; SHOW(sysinfo(&info)); HOLDS(info.totalram > info.freeram && info.procs >= 1 && info.mem_unit > 0); char a[16], b[16]; SHOW(getrandom(a, 16, 0)); SHOW(getrandom(b, 16, GRND_NONBLOCK)); HOLDS(memcmp(a, b, 16) != 0); SHOW(getrandom((void *)8, 16, 0)); SHOW(getrandom(a, 16, 99)); HOLDS(sysconf(_SC_PAGESIZE) == 8192 && sysconf(_SC_CLK_TCK) == 100 && sysconf(_SC_NPROCESSORS_ONLN) >= 1);
  puts("-- limits"); struct rlimit l; SHOW(getrlimit(RLIMIT_NOFILE, &l)); HOLDS(l.rlim_cur == 1024); l.rlim_cur = l.rlim_max + 1; SHOW(setrlimit(RLIMIT_NOFILE, &l)); SHOW(prlimit(0, RLIMIT_CORE, &(struct rlimit){ 5, 6 }, &l)); SHOW(prlimit(getpid(), RLIMIT_CORE, 0, &l)); HOLDS(l.rlim_cur == 5 && l.rlim_max == 6); SHOW(prlimit(0x7FFFFFF0, RLIMIT_CORE, 0, &l)); SHOW(getrlimit(99, &l)); CHILD({ getrlimit(RLIMIT_CORE, &l); HOLDS(l.rlim_cur == 5); });
  puts("-- scheduling"); SHOW(getpriority(PRIO_PROCESS, 0)); SHOW(getpriority(9, 0)); CHILD({ SHOW(nice(3)); SHOW(getpriority(PRIO_PROCESS, 0)); SHOW(setpriority(PRIO_PROCESS, 0, 10)); SHOW(getpriority(PRIO_PROCESS, 0)); }); struct sched_param p = { 0 }; SHOW(sched_getscheduler(0)); SHOW(sched_getparam(0, &p)); HOLDS(p.sched_priority == 0); SHOW(sched_get_priority_min(SCHED_FIFO)); SHOW(sched_get_priority_max(SCHED_RR)); SHOW(sched_get_priority_max(SCHED_OTHER)); SHOW(sched_get_priority_max(99)); CHILD({ p.sched_priority = 5; SHOW(sched_setscheduler(0, SCHED_FIFO, &p)); SHOW(sched_getscheduler(0)); p.sched_priority = 7; SHOW(sched_setparam(0, &p)); p.sched_priority = 0; SHOW(sched_getparam(0, &p)); printf("%d\n", p.sched_priority); p.sched_priority = 100; SHOW(sched_setscheduler(0, SCHED_RR, &p)); }); struct timespec ts; SHOW(sched_rr_get_interval(0, &ts)); cpu_set_t cpus; HOLDS(sched_getaffinity(0, sizeof cpus, &cpus) == 0 && CPU_ISSET(0, &cpus)); CPU_ZERO(&cpus); CPU_SET(0, &cpus); SHOW(sched_setaffinity(0, sizeof cpus, &cpus)); SHOW(sched_yield()); SHOW(sched_getscheduler(0x7FFFFFF0)); SHOW(umask(027)); SHOW(umask(022));
  return 0;
}
