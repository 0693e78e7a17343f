/* The counterparts of dev.lamarck.workloads.codegen.program, for sparc64-linux-gnu-gcc -O2 -fno-pie: the same algorithms on the same data.
 * Java's int wraps: where it can, the C is unsigned. noipa: as in the other program, nobody calls these but by the ABI. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FUNCTION __attribute__((noipa))

FUNCTION int numbers_checksum(const uint8_t *data, int length) {
    uint32_t sum = 0;
    for (int i = 0; i + 1 < length; i += 2) {
        sum += data[i] << 8 | data[i + 1];
    }
    sum = (sum & 0xFFFF) + (sum >> 16);
    sum += sum >> 16;
    return ~sum & 0xFFFF;
}

/* Without the builtin: what is compared is a loop. */
FUNCTION __attribute__((optimize("no-tree-loop-distribute-patterns"))) void numbers_copy(const int64_t *from, int64_t *to, int length) {
    for (int i = 0; i < length; i++) {
        to[i] = from[i];
    }
}

FUNCTION int numbers_search(const int *sorted, int length, int key) {
    int low = 0;
    int high = length - 1;
    while (low <= high) {
        int middle = (unsigned) (low + high) >> 1;
        int value = sorted[middle];
        if (value < key) {
            low = middle + 1;
        } else if (value > key) {
            high = middle - 1;
        } else {
            return middle;
        }
    }
    return -1;
}

static void numbers_sort_sink(int *heap, int root, int end) {
    int value = heap[root];
    int hole = root;
    int child = 2 * hole + 1;
    while (child < end) {
        if (child + 1 < end && heap[child + 1] > heap[child]) {
            child++;
        }
        if (heap[child] <= value) {
            break;
        }
        heap[hole] = heap[child];
        hole = child;
        child = 2 * hole + 1;
    }
    heap[hole] = value;
}

FUNCTION void numbers_sort(int *heap, int length) {
    for (int root = length / 2 - 1; root >= 0; root--) {
        numbers_sort_sink(heap, root, length);
    }
    for (int end = length - 1; end > 0; end--) {
        int greatest = heap[0];
        heap[0] = heap[end];
        heap[end] = greatest;
        numbers_sort_sink(heap, 0, end);
    }
}

FUNCTION int numbers_bits(const uint64_t *words, int length) {
    int count = 0;
    for (int i = 0; i < length; i++) {
        uint64_t word = words[i];
        word -= word >> 1 & 0x5555555555555555UL;
        word = (word & 0x3333333333333333UL) + (word >> 2 & 0x3333333333333333UL);
        word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0FUL;
        count += word * 0x0101010101010101UL >> 56;
    }
    return count;
}

FUNCTION int64_t numbers_multiply_chain(int64_t seed, int steps) {
    uint64_t value = seed;
    for (int i = 0; i < steps; i++) {
        value = value * 6364136223846793005UL + 1442695040888963407UL;
        value ^= value >> 33;
    }
    return value;
}

FUNCTION int numbers_recursion_step(int n) {
    return n < 2 ? n : numbers_recursion_step(n - 1) + numbers_recursion_step(n - 2);
}

FUNCTION int numbers_recursion(int depth) {
    return numbers_recursion_step(depth);
}

FUNCTION int numbers_scan(const uint64_t *map, int length, int from) {
    for (int word = from >> 6; word < length; word++) {
        uint64_t clear = ~map[word];
        if (word == from >> 6) {
            clear &= -1UL << (from & 63);
        }
        if (clear != 0) {
            int bit = word << 6;
            while ((clear & 1) == 0) {
                clear >>= 1;
                bit++;
            }
            return bit;
        }
    }
    return -1;
}

FUNCTION void numbers_multiply(const uint32_t *left, const uint32_t *right, uint32_t *product, int order) {
    for (int row = 0; row < order; row++) {
        for (int column = 0; column < order; column++) {
            uint32_t sum = 0;
            for (int i = 0; i < order; i++) {
                sum += left[row * order + i] * right[i * order + column];
            }
            product[row * order + column] = sum;
        }
    }
}

FUNCTION int numbers_crc(const uint32_t *table, const uint8_t *data, int length) {
    uint32_t crc = -1;
    for (int i = 0; i < length; i++) {
        crc = table[(crc ^ data[i]) & 0xFF] ^ crc >> 8;
    }
    return ~crc;
}

FUNCTION int numbers_deliverable(uint64_t pending, uint64_t blocked, uint64_t ignored, uint64_t faults) {
    uint64_t ready = pending & ~blocked & ~ignored;
    if (ready == 0) {
        return 0;
    }
    uint64_t first = (ready & faults) != 0 ? ready & faults : ready;
    int signal = 1;
    while ((first & 1) == 0) {
        first >>= 1;
        signal++;
    }
    return signal;
}

FUNCTION int texts_hash(const uint8_t *text, int length) {
    uint32_t hash = 0x811C9DC5;
    for (int i = 0; i < length; i++) {
        hash = (hash ^ text[i]) * 0x01000193;
    }
    return hash;
}

FUNCTION int texts_compare(const uint8_t *left, int left_length, const uint8_t *right, int right_length) {
    int common = left_length < right_length ? left_length : right_length;
    for (int i = 0; i < common; i++) {
        if (left[i] != right[i]) {
            return left[i] - right[i];
        }
    }
    return left_length - right_length;
}

FUNCTION int texts_split(const int8_t *path, int length, int *starts) {
    int components = 0;
    int at = 0;
    while (at < length) {
        while (at < length && path[at] == '/') {
            at++;
        }
        if (at < length) {
            starts[components++] = at;
        }
        while (at < length && path[at] != '/') {
            at++;
        }
    }
    return components;
}

FUNCTION int texts_parse(const int8_t *text, int length, int from) {
    int at = from;
    int negative = at < length && text[at] == '-';
    if (negative) {
        at++;
    }
    uint32_t number = 0;
    while (at < length && text[at] >= '0' && text[at] <= '9') {
        number = number * 10 + (text[at] - '0');
        at++;
    }
    return negative ? -number : number;
}

FUNCTION int texts_interpret(const int8_t *code, int *stack) {
    int at = 0;
    int top = -1;
    int upper, back;
    while (1) {
        switch (code[at++]) {
            case 0:
                return stack[top];
            case 1:
                stack[++top] = code[at++];
                break;
            case 2:
                top--;
                stack[top] += (unsigned) stack[top + 1];
                break;
            case 3:
                top--;
                stack[top] *= (unsigned) stack[top + 1];
                break;
            case 4:
                stack[top + 1] = stack[top];
                top++;
                break;
            case 5:
                upper = stack[top];
                stack[top] = stack[top - 1];
                stack[top - 1] = upper;
                break;
            case 6:
                back = code[at++];
                if (--stack[top] != 0) {
                    at -= back;
                }
                break;
            default:
                top--;
                break;
        }
    }
}

struct node { struct node *next; int value; };
struct queue { struct node *first, *last; };
struct branch { struct branch *less, *more; int key; };
struct ring { uint8_t *bytes; int length, head, tail; };

FUNCTION int64_t structures_walk(const struct node *first) {
    int64_t sum = 0;
    for (const struct node *each = first; each; each = each->next) {
        sum += each->value;
    }
    return sum;
}

FUNCTION int structures_rotate(struct queue *queue, int times) {
    uint32_t sum = 0;
    for (int i = 0; i < times; i++) {
        struct node *node = queue->first;
        queue->first = node->next;
        if (!queue->first) {
            queue->last = NULL;
        }
        node->next = NULL;
        if (!queue->last) {
            queue->first = node;
        } else {
            queue->last->next = node;
        }
        queue->last = node;
        sum += (uint32_t) node->value * i;
    }
    return sum;
}

FUNCTION struct branch *structures_insert(struct branch **added, int length) {
    struct branch *root = added[0];
    for (int i = 1; i < length; i++) {
        struct branch *branch = added[i];
        struct branch *at = root;
        int hangs = 0;
        while (!hangs) {
            if (branch->key < at->key) {
                if (!at->less) {
                    at->less = branch;
                    hangs = 1;
                }
                at = at->less;
            } else {
                if (!at->more) {
                    at->more = branch;
                    hangs = 1;
                }
                at = at->more;
            }
        }
    }
    return root;
}

FUNCTION int structures_put(struct ring *ring, const uint8_t *from, int length) {
    int mask = ring->length - 1;
    int taken = 0;
    while (taken < length && ring->head - ring->tail <= mask) {
        ring->bytes[ring->head & mask] = from[taken];
        ring->head++;
        taken++;
    }
    return taken;
}

enum { ROUNDS = 3, LENGTH = 256, ORDER = 8 };

static uint32_t seed;

static int next(void) {
    seed = seed * 1103515245 + 12345;
    return seed >> 8;
}

static uint8_t *bytes(int length) {
    uint8_t *bytes = malloc(length);
    for (int i = 0; i < length; i++) {
        bytes[i] = next();
    }
    return bytes;
}

static int *ints(int length) {
    int *numbers = malloc(length * sizeof *numbers);
    for (int i = 0; i < length; i++) {
        numbers[i] = next();
    }
    return numbers;
}

static void numbers(int last) {
    uint8_t *data = bytes(LENGTH);
    uint64_t *words = malloc(LENGTH * sizeof *words);
    for (int i = 0; i < LENGTH; i++) {
        uint64_t upper = next();
        words[i] = upper << 32 ^ next();
    }
    int64_t *copied = calloc(LENGTH, sizeof *copied);
    int *sorted = ints(LENGTH);
    uint32_t *table = malloc(LENGTH * sizeof *table);
    for (int i = 0; i < LENGTH; i++) {
        uint32_t entry = i;
        for (int bit = 0; bit < 8; bit++) {
            entry = (entry & 1) != 0 ? entry >> 1 ^ 0xEDB88320 : entry >> 1;
        }
        table[i] = entry;
    }
    uint64_t *map = malloc(LENGTH * sizeof *map);
    for (int i = 0; i < LENGTH - 1; i++) {
        map[i] = -1;
    }
    map[LENGTH - 1] = 0x0000FFFFFFFFFFFFUL;
    uint32_t *left = (uint32_t *) ints(ORDER * ORDER);
    uint32_t *right = (uint32_t *) ints(ORDER * ORDER);
    uint32_t *product = calloc(ORDER * ORDER, sizeof *product);
    numbers_sort(sorted, LENGTH);
    numbers_copy((int64_t *) words, copied, LENGTH);
    numbers_multiply(left, right, product, ORDER);
    long checksum = numbers_checksum(data, LENGTH);
    long found = numbers_search(sorted, LENGTH, sorted[3 * LENGTH / 4]);
    long bits = numbers_bits(words, LENGTH);
    long chain = numbers_multiply_chain(7, LENGTH);
    long recursion = numbers_recursion(10);
    long scanned = numbers_scan(map, LENGTH, 5);
    long crc = numbers_crc(table, data, LENGTH);
    long signal = numbers_deliverable(1L << 40 | 1L << 20 | 1L << 13, 1L << 20, 1L << 13, 1L << 3);
    if (last) {
        printf("checksum %ld\ncopy %ld\nsearch %ld\nsort %d\nbits %ld\nmultiplyChain %ld\nrecursion %ld\nscan %ld\nmultiply %d\ncrc %ld\ndeliverable %ld\n",
                checksum, (long) copied[LENGTH - 1], found, sorted[LENGTH / 2], bits, chain, recursion, scanned, (int) product[ORDER * ORDER - 1], crc,
                signal);
    }
}

static void texts(int last) {
    static const char path[] = "/usr//share/doc/gcc-12-base/README.Debian/../../lib/sparc64-linux-gnu/";
    static const char number[] = "x=-1234567890,";
    static const int8_t program[] = {1, 1, 1, 50, 5, 1, 3, 3, 1, 7, 2, 5, 6, 10, 7, 0};
    uint8_t *data = bytes(LENGTH);
    uint8_t *same = malloc(LENGTH);
    memcpy(same, data, LENGTH);
    same[LENGTH - 1]++;
    int starts[32] = {0};
    int stack[16] = {0};
    long hash = texts_hash(data, LENGTH);
    long compared = texts_compare(data, LENGTH, same, LENGTH);
    long components = texts_split((const int8_t *) path, strlen(path), starts);
    long parsed = texts_parse((const int8_t *) number, strlen(number), 2);
    long interpreted = texts_interpret(program, stack);
    if (last) {
        printf("hash %ld\ncompare %ld\nsplit %ld\nparse %ld\ninterpret %ld\n", hash, compared, components + starts[3], parsed, interpreted);
    }
}

static void structures(int last) {
    struct queue queue = {0};
    for (int i = 0; i < LENGTH; i++) {
        struct node *node = malloc(sizeof *node);
        node->value = next();
        node->next = queue.first;
        queue.first = node;
        if (!queue.last) {
            queue.last = node;
        }
    }
    long walked = structures_walk(queue.first);
    long rotated = structures_rotate(&queue, LENGTH / 2);
    struct branch *branches[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
        branches[i] = calloc(1, sizeof **branches);
        branches[i]->key = next();
    }
    struct branch *root = structures_insert(branches, LENGTH);
    struct ring ring = {calloc(64, 1), 64, 0, 0};
    long taken = structures_put(&ring, bytes(LENGTH), LENGTH);
    if (last) {
        printf("walk %ld\nrotate %ld\ninsert %d\nput %ld\n", walked, rotated, root->less->more->key, taken);
    }
}

int main(void) {
    for (int round = 0; round < ROUNDS; round++) {
        seed = 1;
        numbers(round == ROUNDS - 1);
        texts(round == ROUNDS - 1);
        structures(round == ROUNDS - 1);
    }
}
