/*
 * paging MEGABYTES: fills so many megabytes with words that are functions of their place, has a child look at a quarter of them and change some, while the parent looks at all and changes others; each looks again.
 * paging sMEGABYTES: the same with memory that both share, one after the other.
 * paging -MEGABYTES: a child wants so many, the parent few.
 * Shows at the end, when all but a page of it is given back, what /proc/vmstat says.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define STEP 128
#define SOUGHT(i) ((unsigned long) (i) * 2654435761UL)

static unsigned long *words;
static long count;
static int shared;

static void fill(long megabytes) {
    count = megabytes << 17;
    words = mmap(0, count * sizeof *words, PROT_READ | PROT_WRITE, (shared ? MAP_SHARED : MAP_PRIVATE) | MAP_ANONYMOUS, -1, 0);
    if (words == MAP_FAILED) {
        perror("mmap");
        exit(2);
    }
    for (long i = 0; i < count; i += STEP) {
        words[i] = SOUGHT(i);
    }
}

/* Looks at all words, then adds to every so-manieth, then looks again. */
static long work(long every, unsigned long more) {
    long wrong = 0;
    for (long i = 0; i < count; i += STEP) {
        wrong += words[i] != SOUGHT(i);
    }
    for (long i = 0; i < count; i += STEP * every) {
        words[i] += more;
    }
    for (long i = 0; i < count; i += STEP) {
        wrong += words[i] != SOUGHT(i) + (i % (STEP * every) == 0 ? more : 0);
    }
    return wrong;
}

static void show(const char *path) {
    FILE *file = fopen(path, "r");
    for (int c = getc(file); c != EOF; c = getc(file)) {
        putchar(c);
    }
    fclose(file);
}

int main(int argc, char **argv) {
    shared = argv[1][0] == 's';
    long megabytes = atol(argv[1] + shared);
    fill(megabytes < 0 ? 1 : megabytes);
    pid_t child = fork();
    if (child < 0) {
        perror("fork");
        return 2;
    }
    if (child == 0) {
        if (megabytes < 0) {
            fill(-megabytes);
        }
        count /= 4;
        long wrong = work(5, shared ? 0 : 3);
        printf("child wrong %ld\n", wrong);
        fflush(stdout);
        _exit(wrong != 0);
    }
    int status;
    if (shared) {
        waitpid(child, &status, 0);
    }
    long wrong = work(3, 1);
    if (!shared) {
        waitpid(child, &status, 0);
    }
    if (WIFSIGNALED(status)) {
        printf("glutton ended by signal %d\n", WTERMSIG(status));
    }
    munmap(words, count * sizeof *words);
    show("/proc/vmstat");
    printf("parent wrong %ld\n", wrong);
    return wrong != 0 || WIFEXITED(status) && WEXITSTATUS(status) != 0;
}
