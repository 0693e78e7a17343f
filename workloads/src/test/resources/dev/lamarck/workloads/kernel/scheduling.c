/* What a program can observe of scheduling; the argument says which part. Runs as the superuser. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void rest(long ms) {
    struct timespec t = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&t, 0);
}

static int realtime(int policy, int priority) {
    struct sched_param p = {.sched_priority = priority};
    return sched_setscheduler(0, policy, &p);
}

static void spin(long ms) {
    long end = milliseconds() + ms;
    while (milliseconds() < end) {
    }
}

static void ask(const char *what, long result) {
    printf("%s %ld%s%s\n", what, result, result == -1 ? " " : "", result == -1 ? strerrorname_np(errno) : "");
}

static void interface(void) {
    struct sched_param p = {.sched_priority = 7};
    struct timespec quantum;
    ask("policy", sched_getscheduler(0));
    ask("least", sched_get_priority_min(SCHED_FIFO));
    ask("most", sched_get_priority_max(SCHED_RR));
    ask("most of others", sched_get_priority_max(SCHED_OTHER));
    ask("no policy", sched_get_priority_max(99));
    ask("fifo", sched_setscheduler(0, SCHED_FIFO, &p));
    ask("policy", sched_getscheduler(getpid()));
    p.sched_priority = 99;
    ask("param", sched_setparam(0, &p));
    p.sched_priority = 0;
    ask("param", sched_getparam(0, &p));
    ask("is", p.sched_priority);
    sched_rr_get_interval(0, &quantum);
    ask("fifo quantum", quantum.tv_nsec);
    ask("rr", sched_setscheduler(0, SCHED_RR, &p));
    sched_rr_get_interval(0, &quantum);
    ask("rr quantum", quantum.tv_nsec);
    ask("yield", sched_yield());
    fflush(stdout);
    if (fork() == 0) {
        ask("child's", sched_getscheduler(0));
        fflush(stdout);
        _exit(0);
    }
    fflush(stdout);
    wait(0);
    p.sched_priority = 100;
    ask("too much", sched_setparam(0, &p));
    ask("nobody", sched_getscheduler(30000));
    p.sched_priority = 0;
    ask("other", sched_setscheduler(0, SCHED_OTHER, &p));
    ask("nice", nice(5));
    ask("priority", getpriority(PRIO_PROCESS, 0));
    ask("group's", setpriority(PRIO_PGRP, 0, -3));
    ask("user's", getpriority(PRIO_USER, 0));
    ask("bound", setpriority(PRIO_PROCESS, getpid(), 40));
    ask("is", getpriority(PRIO_PROCESS, 0));
    cpu_set_t set;
    ask("affinity", sched_getaffinity(0, sizeof set, &set));
    ask("processors", CPU_COUNT(&set));
    int last = CPU_COUNT(&set) - 1;
    CPU_ZERO(&set);
    ask("none", sched_setaffinity(0, sizeof set, &set));
    CPU_SET(last, &set);
    ask("last", sched_setaffinity(0, sizeof set, &set));
    sched_getaffinity(0, sizeof set, &set);
    ask("is set", CPU_COUNT(&set) == 1 && CPU_ISSET(last, &set));
    pid_t root = fork();
    if (root == 0) {
        pause();
    }
    setuid(5);
    p.sched_priority = 1;
    ask("not root", sched_setscheduler(0, SCHED_FIFO, &p));
    ask("nor less nice", setpriority(PRIO_PROCESS, 0, 0));
    ask("nor another", setpriority(PRIO_PROCESS, root, 19));
    ask("nicer", setpriority(PRIO_PROCESS, 0, 19));
}

/* One processor: a reader of real time has each byte before its writer's next step. */
static void reader(int policy) {
    int ends[2];
    char c;
    pipe(ends);
    if (fork() == 0) {
        if (policy != SCHED_OTHER) {
            realtime(policy, 10);
        }
        close(ends[1]);
        while (read(ends[0], &c, 1) == 1) {
            write(1, "r", 1);
        }
        _exit(0);
    }
    close(ends[0]);
    rest(50);
    for (int i = 0; i < 5; i++) {
        write(ends[1], "x", 1);
        write(1, "w", 1);
    }
    close(ends[1]);
    wait(0);
    write(1, "\n", 1);
}

/* How late a sleeper of real time is at most, in ms, while others compute, or also call and fork. */
static void lateness(int hogs, int calls) {
    pid_t pids[16];
    for (int i = 0; i < hogs; i++) {
        if ((pids[i] = fork()) == 0) {
            nice(-20);
            char buffer[8192];
            int zero = open("/dev/zero", O_RDONLY);
            for (unsigned n = i;; n++) {
                if (!calls) {
                    continue;
                }
                if (n % 3 == 1) {
                    read(zero, buffer, sizeof buffer);
                } else if (n % 3 == 2 && i == 0) {
                    if (fork() == 0) {
                        _exit(0);
                    }
                    wait(0);
                }
            }
        }
    }
    realtime(SCHED_FIFO, 50);
    long most = 0;
    for (int i = 0; i < 40; i++) {
        long begin = milliseconds();
        rest(20);
        long late = milliseconds() - begin - 20;
        most = late > most ? late : most;
    }
    for (int i = 0; i < hogs; i++) {
        kill(pids[i], SIGKILL);
    }
    while (wait(0) > 0) {
    }
    printf("late %ld\n", most);
}

/* What the nicest gets beside others that never sleep and are as far above it as can be. */
static void starving(void) {
    volatile long *count = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t pids[4];
    for (int i = 0; i < 4; i++) {
        if ((pids[i] = fork()) == 0) {
            nice(i == 3 ? 19 : -20);
            for (;;) {
                count[8 * i]++;
            }
        }
    }
    realtime(SCHED_FIFO, 1);
    rest(6000);
    for (int i = 0; i < 4; i++) {
        kill(pids[i], SIGKILL);
    }
    while (wait(0) > 0) {
    }
    printf("others %d nicest %d\n", count[0] > 0 && count[8] > 0 && count[16] > 0, count[24] > 0);
    printf("much less %d\n", count[24] < count[0] / 4);
}

/* A low thread holds a file's lock over a long write; a high one wants it; a middling one computes meanwhile. How long the high one waits, in ms. */
static void inversion(void) {
    enum { BYTES = 1 << 20 };
    int file = open("/tmp/file", O_RDWR | O_CREAT, 0600);
    char *buffer = malloc(BYTES);
    memset(buffer, 1, BYTES);
    write(file, buffer, BYTES);
    realtime(SCHED_FIFO, 60);
    pid_t low = fork();
    if (low == 0) {
        realtime(SCHED_FIFO, 1);
        for (;;) {
            pwrite(file, buffer, BYTES, 0);
        }
    }
    pid_t middle = fork();
    if (middle == 0) {
        realtime(SCHED_FIFO, 10);
        rest(30);
        spin(1000);
        _exit(0);
    }
    rest(80);
    long begin = milliseconds();
    pread(file, buffer, 1, 0);
    printf("waited %ld\n", milliseconds() - begin);
    kill(low, SIGKILL);
    waitpid(middle, 0, 0);
    waitpid(low, 0, 0);
}

int main(int argc, char **argv) {
    int number = argc > 2 ? atoi(argv[2]) : 0;
    if (strcmp(argv[1], "interface") == 0) {
        interface();
    } else if (strcmp(argv[1], "reader") == 0) {
        reader(number);
    } else if (strcmp(argv[1], "lateness") == 0) {
        lateness(number, argc > 3);
    } else if (strcmp(argv[1], "starving") == 0) {
        starving();
    } else {
        inversion();
    }
    return 0;
}
