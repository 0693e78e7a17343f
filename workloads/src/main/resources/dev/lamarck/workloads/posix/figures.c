/* What programs like ps, free and uptime read: files about processes and about the system; and a device that is always full. */
/* calls: openat readlink read write chdir */
#include "show.h"
#include <mntent.h>
#include <sys/sysinfo.h>

static char text[8192];
static long length;
static int has(const char *file) { int fd = open(file, O_RDONLY); length = fd < 0 ? -1 : read(fd, text, sizeof text - 1); text[length < 0 ? 0 : length] = 0; if (fd >= 0) close(fd); return length > 0; }
/* The number behind a name in a line of the file read last. */
static long figure(const char *name) { char *at = strstr(text, name); return at == NULL ? -1 : strtol(at + strlen(name), 0, 10); }
static int fields(void) { int n = 2; for (char *at = strrchr(text, ')'); *at != 0 && *at != '\n'; at++) n += *at == ' '; return n; }
static char state_of(pid_t pid) { char file[32]; snprintf(file, sizeof file, "/proc/%d/stat", pid); return has(file) ? strrchr(text, ')')[2] : '-'; }

static void processes(void) {
  HOLDS(has("/proc/self/stat")); HOLDS(atoi(text) == getpid()); printf("%d fields\n", fields()); HOLDS(strstr(text, "(figures) R ") != NULL);
  HOLDS(has("/proc/self/status")); HOLDS(figure("\nPid:") == getpid()); HOLDS(figure("\nPPid:") == getppid()); HOLDS(figure("\nThreads:") == 1); HOLDS(figure("\nVmSize:") >= figure("\nVmRSS:") && figure("\nVmRSS:") > 0); HOLDS(strncmp(text, "Name:\tfigures\n", 14) == 0);
  signal(SIGUSR1, SIG_IGN); sigset_t set; sigemptyset(&set); sigaddset(&set, SIGUSR2); sigprocmask(SIG_BLOCK, &set, 0); raise(SIGUSR2); has("/proc/self/status"); char line[64]; snprintf(line, sizeof line, "SigBlk:\t%016lx\nSigIgn:\t%016lx", 1L << (SIGUSR2 - 1), 1L << (SIGUSR1 - 1)); HOLDS(strstr(text, line) != NULL);
  HOLDS(has("/proc/self/statm")); HOLDS(figure("") > 0); HOLDS(has("/proc/self/comm")); HOLDS(strcmp(text, "figures\n") == 0); HOLDS(has("/proc/self/cmdline")); HOLDS(strcmp(text + length - 8, "figures") == 0); HOLDS(has("/proc/self/environ")); HOLDS(text[length - 1] == 0);
  pid_t child = fork(); if (child == 0) { pause(); _exit(0); } pause_ms(20); printf("%c\n", state_of(child)); kill(child, SIGSTOP); waitpid(child, 0, WUNTRACED); printf("%c\n", state_of(child)); kill(child, SIGKILL); pause_ms(40); printf("%c\n", state_of(child)); waitpid(child, 0, 0); printf("%c\n", state_of(child));
}

static void links(void) {
  char to[256]; mkdir("/tmp/figures", 0700); chdir("/tmp/figures"); long n = readlink("/proc/self/cwd", to, sizeof to); printf("%.*s\n", (int)n, to); SHOW(chdir("/proc/self/cwd/..")); n = readlink("/proc/self/cwd", to, sizeof to); printf("%.*s\n", (int)n, to);
  n = readlink("/proc/self/root", to, sizeof to); printf("%.*s\n", (int)n, to); SHOW(rmdir("/tmp/figures")); chdir("/"); SHOW(readlink("/proc/self/status", to, sizeof to));
}

static void system_(void) {
  struct sysinfo info; sysinfo(&info); HOLDS(has("/proc/meminfo")); HOLDS(figure("MemTotal:") == (long)(info.totalram * info.mem_unit >> 10)); HOLDS(figure("MemFree:") > 0 && figure("MemFree:") < figure("MemTotal:"));
  HOLDS(has("/proc/stat")); int processors = 0; for (char *at = text; (at = strstr(at, "\ncpu")) != NULL; at++) processors++; HOLDS(processors == get_nprocs()); HOLDS(labs(figure("\nbtime ") + info.uptime - time(0)) < 5); HOLDS(figure("\nprocs_running ") >= 1);
  HOLDS(has("/proc/uptime")); double first = atof(text); pause_ms(40); has("/proc/uptime"); HOLDS(atof(text) > first); double loads[3] = { -1, -1, -1 }; SHOW(getloadavg(loads, 3)); HOLDS(loads[0] >= 0 && loads[2] >= 0);
  FILE *table = setmntent("/proc/mounts", "r"); struct mntent *entry; int root = 0, proc = 0; while ((entry = getmntent(table)) != NULL) { root |= strcmp(entry->mnt_dir, "/") == 0; proc |= strcmp(entry->mnt_dir, "/proc") == 0 && strcmp(entry->mnt_type, "proc") == 0; } endmntent(table); HOLDS(root && proc); HOLDS(has("/proc/self/mounts"));
  HOLDS(has("/proc/version")); HOLDS(strncmp(text, "Linux version ", 14) == 0); HOLDS(has("/proc/filesystems")); HOLDS(strstr(text, "nodev\tproc\n") != NULL); HOLDS(has("/proc/cpuinfo")); HOLDS(strstr(text, "ncpus active") != NULL); SHOW(has("/proc/nothing"));
}

static void full(void) {
  int fd = open("/dev/full", O_RDWR); HOLDS(fd >= 0); memset(text, 1, 10); SHOW(read(fd, text, 10)); HOLDS(text[0] == 0 && text[9] == 0); SHOW(write(fd, text, 10)); SHOW(lseek(fd, 5, SEEK_SET)); close(fd);
  FILE *out = fopen("/dev/full", "w"); fputs("lost", out); SHOW(fflush(out)); fclose(out);
}

int main(void) {
  puts("-- processes"); processes(); puts("-- links"); links(); puts("-- the system"); system_(); puts("-- full"); full();
  return 0;
}
