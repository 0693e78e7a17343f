/* What a process sees of itself and shares by name: /proc/self/fd and maps, /dev/shm; mappings moved to an address of choice; files with holes; doublewords at odd words. */
/* calls: readlink openat mremap fstatat64 wait4 getdents64 */
#include "show.h"
#include <dirent.h>
#include <semaphore.h>

enum { P = 8192 };
static int initialized = 5;
static sigjmp_buf back;
static void caught(int signal) { siglongjmp(back, signal); }
#define TOUCH(what) do { int s_ = sigsetjmp(back, 1); if (s_ == 0) { what; printf("%s: fine\n", #what); } else printf("%s: signal %d\n", #what, s_); } while (0)

static const char *link_of(int fd) {
  static char name[32], text[256];
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  long n = readlink(name, text, sizeof text - 1);
  if (n < 0) return "none";
  text[n] = 0;
  if (strchr(text, '[') != NULL) *strchr(text, '[') = 0;
  return text;
}

static int anew(int fd, int flags) {
  char name[32];
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  return open(name, flags, 0600);
}

static void descriptors(void) {
  char text[16] = "", again[16] = ""; int ends[2], fd, other;
  mkdir("/tmp/views", 0700); chdir("/tmp/views");
  fd = open("file", O_RDWR | O_CREAT | O_TRUNC, 0600); write(fd, "abcdef", 6);
  puts(link_of(fd)); HOLDS((other = anew(fd, O_RDONLY)) > fd); read(other, text, 3); puts(text); lseek(fd, 3, SEEK_SET); read(fd, again, 3); puts(again);
  rename("file", "moved"); puts(link_of(fd)); unlink("moved"); puts(link_of(fd)); close(other);
  HOLDS((other = anew(fd, O_RDONLY)) > fd); memset(text, 0, sizeof text); read(other, text, 6); puts(text); close(other);
  HOLDS((other = anew(fd, O_WRONLY | O_CREAT | O_TRUNC)) > fd); struct stat st; fstat(fd, &st); printf("emptied to %ld\n", (long)st.st_size); close(other);
  other = open(".", O_RDONLY | O_DIRECTORY); puts(link_of(other)); close(other);
  pipe(ends); puts(link_of(ends[0])); write(ends[1], "p", 1); HOLDS((other = anew(ends[0], O_RDONLY | O_NONBLOCK)) > 0); HOLDS(read(other, text, 1) == 1 && text[0] == 'p'); close(other); close(ends[0]); close(ends[1]);
  socketpair(AF_UNIX, SOCK_STREAM, 0, ends); puts(link_of(ends[0])); SHOW(anew(ends[0], O_RDONLY) >= 0); close(ends[0]); close(ends[1]);
  puts(link_of(77)); SHOW(anew(77, O_RDONLY)); close(fd);
  DIR *all = opendir("/proc/self/fd"); int count = 0; for (struct dirent *each; (each = readdir(all)) != NULL;) count += each->d_name[0] != '.'; printf("%d descriptors\n", count); closedir(all);
  fd = open("/dev/urandom", O_RDONLY); long numbers[2] = { 0 }; HOLDS(read(fd, numbers, 16) == 16 && numbers[0] != numbers[1]); close(fd); fd = open("/dev/stdout", O_WRONLY); HOLDS(write(fd, "by name\n", 8) == 8); close(fd);
  chdir("/"); SHOW(rmdir("/tmp/views"));
}

static void mappings(void) {
  FILE *maps = fopen("/proc/self/maps", "r"); char line[256], can[5]; unsigned long from, to, last = 0; int in_order = 1, here = 0, there = 0, stack = 0;
  while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
    if (sscanf(line, "%lx-%lx %4s", &from, &to, can) != 3) printf("what is %s", line);
    in_order &= from >= last && to > from; last = to;
    if ((unsigned long)mappings >= from && (unsigned long)mappings < to) here = strcmp(can, "r-xp") == 0 && strstr(line, "views") != NULL;
    if ((unsigned long)&initialized >= from && (unsigned long)&initialized < to) there = can[0] == 'r' && can[1] == 'w';
    if ((unsigned long)&from >= from && (unsigned long)&from < to) stack = strstr(line, "[stack]") != NULL;
  }
  HOLDS(in_order); HOLDS(here); HOLDS(there); HOLDS(stack);
  volatile char *p = mmap(0, 2 * P, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), *to_ = mmap(0, 8 * P, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), *q;
  p[0] = 'a'; p[P] = 'b'; q = mremap((void *)p, 2 * P, 3 * P, MREMAP_MAYMOVE | MREMAP_FIXED, (void *)(to_ + P)); HOLDS(q == to_ + P); HOLDS(q[0] == 'a' && q[P] == 'b' && q[2 * P] == 0); TOUCH(q[2 * P] = 'c'); TOUCH(p[0]); TOUCH(to_[0]); TOUCH(to_[0] = 1); TOUCH(to_[4 * P] = 1);
  HOLDS(mremap((void *)q, 3 * P, P, MREMAP_MAYMOVE | MREMAP_FIXED, (void *)p) == p); HOLDS(p[0] == 'a'); TOUCH(p[P]); TOUCH(q[0]); TOUCH(q[P]);
  SHOW((long)mremap((void *)p, P, 2 * P, MREMAP_MAYMOVE | MREMAP_FIXED, (void *)p)); SHOW((long)mremap((void *)p, P, P, MREMAP_FIXED, (void *)q)); SHOW((long)mremap((void *)p, P, P, MREMAP_MAYMOVE | MREMAP_FIXED, (void *)(q + 1)));
}

static void shared_by_name(void) {
  int fd = shm_open("/views", O_RDWR | O_CREAT | O_EXCL, 0600); HOLDS(fd >= 0); SHOW(shm_open("/views", O_RDWR | O_CREAT | O_EXCL, 0600)); ftruncate(fd, P);
  volatile int *p = mmap(0, P, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0); sem_t *s = sem_open("/views", O_CREAT | O_EXCL, 0600, 0); HOLDS(s != SEM_FAILED);
  fflush(stdout);
  if (fork() == 0) { int own = shm_open("/views", O_RDWR, 0); volatile int *q = mmap(0, P, PROT_READ | PROT_WRITE, MAP_SHARED, own, 0); q[1] = 42; sem_post(sem_open("/views", 0)); _exit(0); }
  sem_wait(s); printf("from the child %d\n", p[1]); wait(NULL);
  SHOW(sem_unlink("/views")); SHOW(sem_unlink("/views")); SHOW(shm_unlink("/views")); SHOW(shm_open("/views", O_RDWR, 0));
}

static void holes(void) {
  struct stat st; int fd = open("/tmp/hole", O_RDWR | O_CREAT, 0600); pwrite(fd, "end", 3, 100 * P); fstat(fd, &st);
  printf("size %ld\n", (long)st.st_size); HOLDS(st.st_blocks > 0 && st.st_blocks * 512 < 10 * P); unlink("/tmp/hole"); close(fd);
}

static void odd_words(void) {
  static unsigned words[8] __attribute__((aligned(16))) = { 1, 2, 3, 4, 5, 6, 7, 8 }; double d;
  __asm__ volatile("ldd [%1], %0" : "=e"(d) : "r"(words + 1)); __asm__ volatile("std %0, [%1]" :: "e"(d), "r"(words + 5) : "memory");
  __asm__ volatile("ldda [%0] 0x88, %%f34; stda %%f34, [%1] 0x80" :: "r"(words + 1), "r"(words + 3) : "memory", "f34");
  for (int i = 0; i < 8; i++) printf("%x ", words[i]); puts("");
  TOUCH(__asm__ volatile("ldd [%1], %0" : "=e"(d) : "r"((char *)words + 2))); TOUCH(__asm__ volatile("ldd [%1], %0" : "=e"(d) : "r"(4L)));
}

int main(void) {
  signal(SIGSEGV, caught); signal(SIGBUS, caught);
  puts("-- descriptors"); descriptors(); puts("-- mappings"); mappings(); puts("-- shared by name"); shared_by_name(); puts("-- holes"); holes(); puts("-- odd words"); odd_words();
  return 0;
}
