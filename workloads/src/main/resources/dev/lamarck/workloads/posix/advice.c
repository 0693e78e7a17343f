#include "show.h"
/* calls: mremap madvise mlock2 mprotect munmap clone */
#define PAGE 8192L
static sigjmp_buf away; static volatile int code;
static void on_fault(int s, siginfo_t *i, void *u) { code = i->si_code; siglongjmp(away, 1); }
static const char *touch(char *at) { code = 0; if (!sigsetjmp(away, 1)) *(volatile char *)at = *(volatile char *)at; return code == 0 ? "writable" : code == SEGV_MAPERR ? "not mapped" : "not permitted"; }
static char *map(long pages, int kind) { return mmap(0, pages * PAGE, PROT_READ | PROT_WRITE, kind | MAP_ANONYMOUS, -1, 0); }
int main(void) {
  struct sigaction a = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO }; sigaction(SIGSEGV, &a, 0);
  puts("-- protection up to a hole"); char *p = map(6, MAP_PRIVATE); munmap(p + 3 * PAGE, PAGE); SHOW(mprotect(p + PAGE, 4 * PAGE, PROT_READ)); printf("%s %s %s %s\n", touch(p), touch(p + 2 * PAGE), touch(p + 3 * PAGE), touch(p + 4 * PAGE)); SHOW(mprotect(p + 3 * PAGE, PAGE, PROT_READ));
  puts("-- what a child has"); p = map(4, MAP_PRIVATE); memset(p, 7, 4 * PAGE); SHOW(madvise(p + PAGE, PAGE, MADV_DONTFORK)); SHOW(madvise(p + 2 * PAGE, PAGE, MADV_WIPEONFORK)); CHILD(printf("%d %s %d %d\n", p[0], touch(p + PAGE), p[2 * PAGE], p[3 * PAGE]); if (fork() == 0) { printf("grandchild: %s\n", touch(p + PAGE)); fflush(stdout); _exit(0); } wait4(-1, 0, 0, 0)); printf("%d %d\n", p[PAGE], p[2 * PAGE]); SHOW(madvise(p + PAGE, PAGE, MADV_DOFORK)); SHOW(madvise(p + 2 * PAGE, PAGE, MADV_KEEPONFORK)); CHILD(printf("%d %d\n", p[PAGE], p[2 * PAGE])); char *s = map(1, MAP_SHARED); SHOW(madvise(s, PAGE, MADV_WIPEONFORK)); SHOW(madvise(s, PAGE, MADV_DONTFORK)); CHILD(puts(touch(s))); munmap(p, PAGE); SHOW(madvise(p, 2 * PAGE, MADV_DONTFORK));
  puts("-- one mapping twice"); s = map(2, MAP_SHARED); s[PAGE + 5] = 55; char *twice = mremap(s, 0, 2 * PAGE, MREMAP_MAYMOVE); if (HOLDS(twice != MAP_FAILED && twice != s)) { twice[6] = 66; printf("%d %d\n", twice[PAGE + 5], s[6]); munmap(s, 2 * PAGE); printf("%d\n", twice[6]); } p = map(2, MAP_PRIVATE); SHOW(mremap(p, 0, PAGE, MREMAP_MAYMOVE)); SHOW(mremap((void *)(8 * PAGE), 0, PAGE, MREMAP_MAYMOVE));
  puts("-- contents that move alone"); memset(p, 9, 2 * PAGE); char *moved = mremap(p, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, 0); if (HOLDS(moved != MAP_FAILED)) printf("%d %d, left %d %d\n", moved[0], moved[2 * PAGE - 1], p[0], p[PAGE]); SHOW(mremap(p, PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, 0)); SHOW(mremap(p, PAGE, PAGE, MREMAP_DONTUNMAP, 0));
  puts("-- locked"); SHOW(mlock2(p, PAGE, 0)); SHOW(mlock2(p, PAGE, MLOCK_ONFAULT)); SHOW(mlock2(p, PAGE, 8)); SHOW(mlock2((void *)(8 * PAGE), PAGE, 0));
  return 0;
}
