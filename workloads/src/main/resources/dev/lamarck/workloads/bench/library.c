/* The C library's sort with a comparison by pointer, and its copying, filling and searching of memory, which use VIS. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RECORDS 1000
#define BYTES 8192

struct record { unsigned key, place; };

static struct record records[RECORDS];
static char one[BYTES], other[BYTES];

static int byKey(const void *left, const void *right) {
    const struct record *a = left, *b = right;
    return a->key < b->key ? -1 : a->key > b->key;
}

static unsigned long sorted(void) {
    unsigned seed = 1;
    for (int i = 0; i < RECORDS; i++) {
        seed = seed * 1103515245 + 12345;
        records[i].key = seed;
        records[i].place = i;
    }
    qsort(records, RECORDS, sizeof records[0], byKey);
    return records[RECORDS / 2].place;
}

static unsigned long moved(int round) {
    memset(one, 'a' + round % 26, BYTES - 1);
    memcpy(other, one, BYTES);
    memmove(other + 3, other, BYTES / 2);
    other[BYTES / 2 + 100] = '#';
    return strlen(other) + (strchr(other, '#') - other) + (memcmp(one, other, BYTES / 2) == 0);
}

int main(int argc, char **argv) {
    unsigned long sum = 0;
    for (int rounds = atoi(argv[1]); rounds > 0; rounds--) {
        sum += sorted();
        for (int i = 0; i < 10; i++) {
            sum += moved(i);
        }
    }
    printf("check sum %lu\n", sum);
    return 0;
}
