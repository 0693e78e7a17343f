/*
 * threadstorm SEED ROUNDS: in each round a child process makes threads that allocate, map, fork, signal one another, wait on a condition and take
 * numbers from a pipe, and then it ends in one of the ways there are, while its threads are wherever they are. Prints how many rounds did not end as
 * they should have.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 5, STEPS = 12, EXIT_CODE = 40, PAGE = 8192 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_t threads[THREADS];
static volatile int made;
static int ends[2];
static unsigned long seed;
static __thread unsigned long random_state;
static char **arguments;

static int next(int limit) {
    random_state = random_state * 6364136223846793005UL + 1442695040888963407UL;
    return (int) ((random_state >> 33) % limit);
}

static void handle(int number) {
    (void) number;
}

static void wrong(const char *what) {
    fprintf(stderr, "wrong: %s\n", what);
    _exit(99);
}

static void map_and_unmap(void) {
    long bytes = PAGE * (1 + next(6));
    char *at = mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int mark = 1 + next(200);
    for (long i = 0; i < bytes; i += 1024) {
        at[i] = (char) mark;
    }
    sched_yield();
    for (long i = 0; i < bytes; i += 1024) {
        if (at[i] != (char) mark) {
            wrong("somebody else's memory");
        }
    }
    munmap(at, bytes);
}

static void fork_and_wait(void) {
    int code = next(30);
    int status;
    pid_t child = fork();
    if (child == 0) {
        _exit(code);
    }
    if (child > 0 && (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != code)) {
        wrong("a child's status");
    }
}

static void talk(void) {
    int pair[2];
    char text[8];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0) {
        write(pair[0], "message", 8);
        if (read(pair[1], text, 8) != 8 || strcmp(text, "message") != 0) {
            wrong("a message");
        }
        close(pair[0]);
        close(pair[1]);
    }
}

static void step(void) {
    char number;
    struct timespec time;
    switch (next(8)) {
        case 0: map_and_unmap(); break;
        case 1: fork_and_wait(); break;
        case 2:
            if (made > 0) {  // the first may run before it is counted
                pthread_kill(threads[next(made)], SIGUSR1);
            }
            break;
        case 3: talk(); break;
        case 4:
            write(ends[1], "1", 1);
            read(ends[0], &number, 1);
            break;
        case 5:
            pthread_mutex_lock(&lock);
            clock_gettime(CLOCK_REALTIME, &time);
            time.tv_nsec = time.tv_nsec > 990000000 ? 0 : time.tv_nsec + 5000000;
            pthread_cond_timedwait(&changed, &lock, &time);
            pthread_mutex_unlock(&lock);
            break;
        case 6:
            free(memset(malloc(1 + next(30000)), 1, 1));
            pthread_cond_broadcast(&changed);
            break;
        default: usleep(1 + next(3000)); break;
    }
}

static void *work(void *number) {
    random_state = seed * 31 + (long) number;
    for (int i = 0; i < STEPS; i++) {
        step();
    }
    for (;;) {
        pause();
    }
    return 0;
}

static void *execute(void *unused) {
    char *vector[] = {arguments[0], "end", 0};
    char *environment[] = {0};
    execve("/proc/self/exe", vector, environment);
    wrong("exec");
    return unused;
}

static void *leave(void *unused) {
    exit(EXIT_CODE);
    return unused;
}

/* Not by pthread_exit: on several processors it aborts, here as under qemu, if exit takes the unwinder's tables away meanwhile. */
static void end_thread(void) {
    syscall(SYS_exit, 0);
}

static void child(int way) {
    pthread_t last;
    signal(SIGUSR1, handle);
    pipe(ends);
    for (long i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], 0, work, (void *) i);
        made = (int) i + 1;
    }
    usleep(next(20000));
    switch (way) {
        case 0: _exit(EXIT_CODE);
        case 1: pthread_create(&last, 0, leave, 0); end_thread();
        case 2: pthread_create(&last, 0, execute, 0); pause(); break;
        case 3: execute(0); break;
        case 4: raise(SIGTERM); break;
        case 5: *(volatile int *) 0 = 1; break;
        default: break;
    }
    for (;;) {
        pause();
    }
}

static int is_right(int way, int status) {
    return way <= 3 ? WIFEXITED(status) && WEXITSTATUS(status) == EXIT_CODE
            : WIFSIGNALED(status) && WTERMSIG(status) == (way == 4 ? SIGTERM : way == 5 ? SIGSEGV : SIGKILL);
}

/** What the kernel's heap has free in its magazines goes back to its slabs when somebody reads how much is free. */
static void empty_magazines(void) {
    char text[64];
    int file = open("/proc/kmem", O_RDONLY);
    read(file, text, sizeof text);
    close(file);
}

int main(int count, char **vector) {
    if (count == 2) {
        return EXIT_CODE;
    }
    arguments = vector;
    int wrongs = 0;
    for (int round = 0; round < atoi(vector[2]); round++) {
        int status;
        seed = strtoul(vector[1], 0, 10) * 1000 + round;
        random_state = seed;
        int way = next(7);
        pid_t process = fork();
        if (process == 0) {
            child(way);
        }
        if (way == 6) {
            usleep(next(20000));
            kill(process, SIGKILL);
        }
        if (waitpid(process, &status, 0) != process || !is_right(way, status)) {
            fprintf(stderr, "round %d, way %d: status %x\n", round, way, status);
            wrongs++;
        }
    }
    // The children of those that were killed are nobody's, and still there for a while.
    struct sysinfo system;
    while (sysinfo(&system) == 0 && system.procs > 1) {
        usleep(1000);
    }
    printf("wrong %d\n", wrongs);
    empty_magazines();
    return wrongs;
}
