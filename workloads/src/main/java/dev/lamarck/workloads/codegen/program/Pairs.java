package dev.lamarck.workloads.codegen.program;

import dev.lamarck.syscalls.user.Output;
import dev.lamarck.toolchain.magic.Text;

/** Calls each function a few times on the same data, and prints what the last call gave. The calls are alike, so the least disturbed one can be told. */
public final class Pairs {
    private static final int ROUNDS = 3;
    private static final int LENGTH = 256;
    private static final int ORDER = 8;

    private static int seed;

    private Pairs() {}

    private static int random() {
        seed = seed * 1_103_515_245 + 12_345;
        return seed >>> 8;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random();
        }
        return bytes;
    }

    private static int[] numbers(int length) {
        int[] numbers = new int[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = random();
        }
        return numbers;
    }

    private static byte[] text(String literal) {
        return Text.bytes(literal);
    }

    private static void print(String name, long value) {
        Output.STANDARD.text(name).text(" ").decimal(value).line();
    }

    public static void main(String[] args) {
        for (int round = 0; round < ROUNDS; round++) {
            seed = 1;
            boolean isLast = round == ROUNDS - 1;
            numbers(isLast);
            texts(isLast);
            structures(isLast);
        }
    }

    private static void numbers(boolean isLast) {
        byte[] data = bytes(LENGTH);
        long[] words = new long[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            words[i] = (long) random() << 32 ^ random();
        }
        long[] copied = new long[LENGTH];
        int[] sorted = numbers(LENGTH);
        int[] table = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            int entry = i;
            for (int bit = 0; bit < 8; bit++) {
                entry = (entry & 1) != 0 ? entry >>> 1 ^ 0xEDB8_8320 : entry >>> 1;
            }
            table[i] = entry;
        }
        long[] map = new long[LENGTH];
        for (int i = 0; i < LENGTH - 1; i++) {
            map[i] = -1;
        }
        map[LENGTH - 1] = 0x0000_FFFF_FFFF_FFFFL;
        int[] left = numbers(ORDER * ORDER);
        int[] right = numbers(ORDER * ORDER);
        int[] product = new int[ORDER * ORDER];
        Numbers.sort(sorted);
        Numbers.copy(words, copied);
        Numbers.multiply(left, right, product, ORDER);
        long checksum = Numbers.checksum(data);
        long found = Numbers.search(sorted, sorted[3 * LENGTH / 4]);
        long bits = Numbers.bits(words);
        long chain = Numbers.multiplyChain(7, LENGTH);
        long recursion = Numbers.recursion(10);
        long scanned = Numbers.scan(map, 5);
        long crc = Numbers.crc(table, data);
        long signal = Numbers.deliverable(1L << 40 | 1L << 20 | 1L << 13, 1L << 20, 1L << 13, 1L << 3);
        if (isLast) {
            print("checksum", checksum);
            print("copy", copied[LENGTH - 1]);
            print("search", found);
            print("sort", sorted[LENGTH / 2]);
            print("bits", bits);
            print("multiplyChain", chain);
            print("recursion", recursion);
            print("scan", scanned);
            print("multiply", product[ORDER * ORDER - 1]);
            print("crc", crc);
            print("deliverable", signal);
        }
    }

    private static void texts(boolean isLast) {
        byte[] data = bytes(LENGTH);
        byte[] same = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            same[i] = data[i];
        }
        same[LENGTH - 1]++;
        byte[] path = text("/usr//share/doc/gcc-12-base/README.Debian/../../lib/sparc64-linux-gnu/");
        int[] starts = new int[32];
        byte[] program = new byte[] {1, 1, 1, 50, 5, 1, 3, 3, 1, 7, 2, 5, 6, 10, 7, 0};
        int[] stack = new int[16];
        long hash = Texts.hash(data);
        long compared = Texts.compare(data, same);
        long components = Texts.split(path, starts);
        long parsed = Texts.parse(text("x=-1234567890,"), 2);
        long interpreted = Texts.interpret(program, stack);
        if (isLast) {
            print("hash", hash);
            print("compare", compared);
            print("split", components + starts[3]);
            print("parse", parsed);
            print("interpret", interpreted);
        }
    }

    private static void structures(boolean isLast) {
        Structures.Queue queue = new Structures.Queue();
        for (int i = 0; i < LENGTH; i++) {
            Structures.Node node = new Structures.Node();
            node.value = random();
            node.next = queue.first;
            queue.first = node;
            if (queue.last == null) {
                queue.last = node;
            }
        }
        long walked = Structures.walk(queue.first);
        long rotated = Structures.rotate(queue, LENGTH / 2);
        Structures.Branch[] branches = new Structures.Branch[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            branches[i] = new Structures.Branch();
            branches[i].key = random();
        }
        Structures.Branch root = Structures.insert(branches);
        Structures.Ring ring = new Structures.Ring();
        long taken = Structures.put(ring, bytes(LENGTH));
        if (isLast) {
            print("walk", walked);
            print("rotate", rotated);
            print("insert", root.less.more.key);
            print("put", taken);
        }
    }
}
