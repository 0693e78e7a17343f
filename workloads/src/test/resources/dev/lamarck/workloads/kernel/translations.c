/*
 * translations: changes what is at an address in every way there is, after the processors have learnt what was there, and says what was wrong.
 * translations CPUS: moves between so many processors meanwhile, each of which has learnt it.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 8192, CONTEXTS = 20, ROUNDS = 20 };
static volatile char *const PLACE = (char *) 0x20000000000;
static volatile char *const ELSEWHERE = (char *) 0x20000100000;
static long cpus = 1;
static int wrong;
static volatile int initial = 17;
static sigjmp_buf back;

static void run_on(long cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    if (cpus > 1 && sched_setaffinity(0, sizeof set, &set) != 0) {
        perror("sched_setaffinity");
        exit(2);
    }
}

static void check(const char *what, int is, int sought) {
    if (is != sought) {
        printf("%s: %d, not %d\n", what, is, sought);
        wrong++;
    }
}

static void on_fault(int signal) {
    siglongjmp(back, signal);
}

static int load(volatile char *at) {
    return sigsetjmp(back, 1) ? -1 : *at;
}

static int store(volatile char *at, char value) {
    if (sigsetjmp(back, 1)) {
        return -1;
    }
    *at = value;
    return 0;
}

/* On every processor. */
static void check_all(const char *what, volatile char *at, int sought) {
    for (long cpu = 0; cpu < cpus; cpu++) {
        run_on(cpu);
        check(what, load(at), sought);
    }
}

static void map(volatile char *at, char value) {
    if (mmap((void *) at, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != at) {
        perror("mmap");
        exit(2);
    }
    check("new page", *at, 0);
    *at = value;
    check_all("page", at, value);
}

static void unmapping(void) {
    map(PLACE, 1);
    munmap((void *) PLACE, PAGE);
    check_all("unmapped", PLACE, -1);
    map(PLACE, 2);
    map(PLACE, 3);
    madvise((void *) PLACE, PAGE, MADV_DONTNEED);
    check_all("given up", PLACE, 0);
    *PLACE = 4;
    mremap((void *) PLACE, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, (void *) ELSEWHERE);
    check_all("moved away", PLACE, -1);
    check_all("moved", ELSEWHERE, 4);
    munmap((void *) ELSEWHERE, PAGE);
}

static void protecting(void) {
    map(PLACE, 5);
    mprotect((void *) PLACE, PAGE, PROT_READ);
    for (long cpu = 0; cpu < cpus; cpu++) {
        run_on(cpu);
        check("store to a page that is read-only", store(PLACE, 6), -1);
    }
    check_all("read-only", PLACE, 5);
    mprotect((void *) PLACE, PAGE, PROT_NONE);
    check_all("forbidden", PLACE, -1);
    mprotect((void *) PLACE, PAGE, PROT_READ | PROT_WRITE);
    check("store to a page that is writable again", store(PLACE, 7), 0);
    check_all("writable again", PLACE, 7);
}

static int ended(pid_t child) {
    int status = -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -status;
}

static void copying(void) {
    map(PLACE, 8);
    pid_t child = fork();
    if (child == 0) {
        check_all("child's at first", PLACE, 8);
        *PLACE = 9;
        check_all("child's own", PLACE, 9);
        exit(wrong);
    }
    *PLACE = 10;
    check_all("parent's own", PLACE, 10);
    wrong += ended(child);
    check_all("parent's at last", PLACE, 10);
}

/* One after the other has the same context, and other pages. */
static void reusing(void) {
    munmap((void *) PLACE, PAGE);
    for (int i = 0; i < CONTEXTS; i++) {
        pid_t child = fork();
        if (child == 0) {
            run_on(i % cpus);
            check("in a new context", load(PLACE), -1);
            map(PLACE, i + 1);
            exit(wrong);
        }
        wrong += ended(child);
    }
}

/* Threads that stay where they are look at the place as soon as another page is there, which has been elsewhere so far: the page that goes is not the one that comes. */
static volatile long round_begun, looks;

static void *look(void *cpu) {
    run_on((long) cpu);
    for (long round = 1; round <= ROUNDS; round++) {
        while (round_begun < round) {
        }
        check("seen by a thread", *PLACE, round);
        __atomic_add_fetch(&looks, 1, __ATOMIC_SEQ_CST);
    }
    return 0;
}

static void replacing(void) {
    pthread_t threads[8];
    for (long cpu = 1; cpu < cpus; cpu++) {
        pthread_create(&threads[cpu], 0, look, (void *) cpu);
    }
    run_on(0);
    for (long round = 1; round <= ROUNDS; round++) {
        mmap((void *) ELSEWHERE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
        *ELSEWHERE = round;
        mremap((void *) ELSEWHERE, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, (void *) PLACE);
        check("seen by who put it there", *PLACE, round);
        round_begun = round;
        while (looks < round * (cpus - 1)) {
        }
    }
    for (long cpu = 1; cpu < cpus; cpu++) {
        pthread_join(threads[cpu], 0);
    }
}

static void executing(char *cpu_count) {
    pid_t child = fork();
    if (child == 0) {
        initial = 18;
        check_all("own data", (volatile char *) &initial + 3, 18);
        run_on(0);
        execl("/bin/translations", "translations", cpu_count, "again", (char *) 0);
        _exit(100);
    }
    wrong += ended(child);
}

int main(int argc, char **argv) {
    cpus = atol(argv[1]);
    signal(SIGSEGV, on_fault);
    if (argc > 2) {
        check_all("data of a new program", (volatile char *) &initial + 3, 17);
        check_all("not a new program's", PLACE, -1);
        return wrong;
    }
    unmapping();
    protecting();
    copying();
    reusing();
    replacing();
    map(PLACE, 11);
    executing(argv[1]);
    check_all("to the end", PLACE, 11);
    printf("wrong %d\n", wrong);
    return wrong != 0;
}
