#include "show.h"
/* calls: mmap munmap mprotect msync mincore mremap ftruncate fsync */

static sigjmp_buf back;
static void caught(int signal) { siglongjmp(back, signal); }
#define TOUCH(what) do { int s_ = sigsetjmp(back, 1); if (s_ == 0) { what; printf("%s: fine\n", #what); } else printf("%s: signal %d\n", #what, s_); } while (0)
enum { P = 8192 };
static char at(int fd, off_t where) { char c = '?'; pread(fd, &c, 1, where); return c; }
static int in_memory(volatile char *p, int pages) { unsigned char v[64] = { 0 }; int n = 0; if (mincore((void *)p, (size_t)pages * P, v) != 0) return -1; for (int i = 0; i < pages; i++) n += v[i] & 1; return n; }

int main(int argc, char **argv) {
  signal(SIGSEGV, caught); signal(SIGBUS, caught); volatile char *p, *q, *v; char *text = malloc(6 * P); struct stat st;
  if (argc > 1 && chdir(argv[1]) != 0) return 1;
  for (int i = 0; i < 6 * P; i++) text[i] = 'a' + i / P;
  puts("-- one page for all"); int fd = open("m", O_RDWR | O_CREAT, 0600); HOLDS(write(fd, text, 3 * P + 100) == 3 * P + 100); p = mmap(0, 4 * P, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0); q = mmap(0, 2 * P, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 2 * P); v = mmap(0, 4 * P, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  p[2 * P + 5] = 'X'; HOLDS(q[5] == 'X'); HOLDS(at(fd, 2 * P + 5) == 'X'); pwrite(fd, "Y", 1, 2 * P + 6); HOLDS(p[2 * P + 6] == 'Y' && q[6] == 'Y'); v[0] = 'v'; HOLDS(p[0] == 'a' && at(fd, 0) == 'a'); CHILD(p[1] = 'c'; v[0] = 'w'); HOLDS(p[1] == 'c' && at(fd, 1) == 'c'); HOLDS(v[0] == 'v'); HOLDS(p[3 * P + 99] == 'd' && p[3 * P + 100] == 0 && p[4 * P - 1] == 0);
  puts("-- growing under a mapping"); HOLDS(pwrite(fd, text + P, P, 3 * P + 100) == P); HOLDS(q[P + 100] == 'b' && q[2 * P - 1] == 'b'); p[3 * P + 50] = 'G'; HOLDS(at(fd, 3 * P + 50) == 'G'); fstat(fd, &st); printf("size %ld\n", (long)st.st_size);
  puts("-- msync"); p[0] = 'M'; SHOW(msync((void *)p, 4 * P, MS_SYNC)); p[0] = 'N'; SHOW(msync((void *)p, 10, MS_ASYNC)); SHOW(msync((void *)p, 4 * P, MS_SYNC | MS_INVALIDATE)); SHOW(fsync(fd)); SHOW(msync((void *)p, P, MS_SYNC | MS_ASYNC)); SHOW(msync((void *)(p + 1), P, MS_SYNC)); SHOW(msync((void *)p, 0, MS_SYNC)); SHOW(msync((void *)p, P, 64)); char *gap = mmap(0, 3 * P, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); munmap(gap + P, P); SHOW(msync(gap, 3 * P, MS_SYNC)); SHOW(msync(gap + P, P, MS_ASYNC)); SHOW(msync(gap, P, MS_SYNC)); HOLDS(at(fd, 0) == 'N');
  puts("-- truncation"); TOUCH(p[3 * P] = 't'); v[3 * P] = 'u'; SHOW(ftruncate(fd, P + 10)); TOUCH(p[P + 9]); TOUCH(p[P + 10]); TOUCH(p[2 * P]); TOUCH(p[3 * P] = 1); TOUCH(q[0]); TOUCH(v[3 * P]); HOLDS(p[P + 9] == 'b' && p[P + 10] == 0); SHOW(ftruncate(fd, 3 * P)); TOUCH(p[2 * P]); HOLDS(p[2 * P] == 0 && p[P + 10] == 0); p[2 * P] = 'T'; HOLDS(at(fd, 2 * P) == 'T' && at(fd, P + 10) == 0); HOLDS(q[0] == 'T'); CHILD(ftruncate(fd, P)); TOUCH(p[P]); HOLDS(p[0] == 'N');
  close(open("m", O_RDWR | O_TRUNC)); TOUCH(p[0]); HOLDS(pwrite(fd, "new", 3, 0) == 3); HOLDS(p[0] == 'n' && p[2] == 'w' && p[3] == 0);
  puts("-- holes"); int h = open("h", O_RDWR | O_CREAT, 0600); SHOW(ftruncate(h, 20L * P)); p = mmap(0, 20L * P, PROT_READ | PROT_WRITE, MAP_SHARED, h, 0); HOLDS(p[15 * P] == 0); p[15 * P + 1] = 'h'; HOLDS(at(h, 15 * P + 1) == 'h' && at(h, 15 * P) == 0); HOLDS(at(h, 14 * P) == 0); pwrite(h, "w", 1, 10 * P); HOLDS(p[10 * P] == 'w');
  puts("-- outliving descriptor and name"); close(h); unlink("h"); p[3] = 'o'; HOLDS(p[3] == 'o' && p[10 * P] == 'w'); q = mremap((void *)p, 20L * P, 21L * P, MREMAP_MAYMOVE); HOLDS(q != MAP_FAILED && q[3] == 'o' && q[15 * P + 1] == 'h'); q[4] = 'r'; SHOW(msync((void *)q, P, MS_SYNC)); TOUCH(q[20L * P]); SHOW(munmap((void *)q, 21L * P));
  puts("-- protection"); int ro = open("m", O_RDONLY); SHOW((long)mmap(0, P, PROT_READ | PROT_WRITE, MAP_SHARED, ro, 0)); p = mmap(0, P, PROT_READ, MAP_SHARED, fd, 0); HOLDS(p[0] == 'n'); TOUCH(p[0] = 'z'); SHOW(mprotect((void *)p, P, PROT_READ | PROT_WRITE)); TOUCH(p[0] = 'z'); HOLDS(at(ro, 0) == 'z'); SHOW(mprotect((void *)p, P, PROT_READ)); TOUCH(p[0] = 'y'); HOLDS(p[0] == 'z');
  puts("-- mincore"); p = mmap(0, 8 * P, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); HOLDS(in_memory(p, 8) == 0); p[P] = p[5 * P] = 1; HOLDS(in_memory(p, 8) == 2); HOLDS(in_memory(p + 5 * P, 1) == 1); unsigned char vec[8]; SHOW(mincore((void *)(p + 1), P, vec)); SHOW(mincore((void *)p, P, (void *)8)); munmap((void *)(p + 2 * P), P); SHOW(mincore((void *)p, 4 * P, vec)); SHOW(mincore((void *)p, 0, vec)); q = mmap(0, P, PROT_READ, MAP_SHARED, fd, 0); HOLDS(in_memory(q, 1) == 1);
  puts("-- the first byte last"); for (int i = 0; i < 6 * P; i += P) pwrite(fd, text + i, P, i); v = mmap(0, 6 * P, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0); for (int i = 5; i >= 0; i--) v[i * P] = '0' + i; char all[6]; for (int i = 0; i < 6; i++) all[i] = at(fd, (off_t)i * P); printf("%.6s\n", all); SHOW(unlink("m"));
  return 0;
}
