package dev.lamarck.workloads.storm.program;

import dev.lamarck.syscalls.user.Mapping;
import dev.lamarck.toolchain.magic.Text;

/**
 * What a hostile program passes to system calls: numbers of every size, descriptors, addresses that are good, misaligned, near an end, read-only, nowhere, the kernel's.
 * The memory that the good ones point to holds names and chance.
 */
final class Arguments {
    private static final int PAGE = 8192;
    private static final int PAGES = 4;
    private static final int DESCRIPTORS = 24;
    /** Where kernels have text and data; user addresses too, at which this program has nothing of its own to lose. */
    private static final long[] ELSEWHERE = {0, 1, PAGE - 1, 0x400000, 0x440001, 0x0000_0800_0000_0000L, 0xFFFF_F800_0000_0000L, -1, -PAGE, Long.MIN_VALUE, 0x7FFF_FFFF_FFFFL};
    private static final int[] NUMBERS = {0, 1, 2, 3, 7, 8, 16, 100, 255, 256, 4095, 4096, 8191, 8192, 65536, 0x7FFF_FFFF, 0x8000_0000, -1, -2, -100};
    private static final String[] NAMES = {"a", "b", "dir", "dir/a", "dir/../b", ".", "..", "", "/proc/self/stat", "/proc/self/exe", "/proc/kmem", "/none/x", "a/b"};

    private final Chance chance;
    private final long memory;
    private final long sealed;

    Arguments(Chance chance) {
        this.chance = chance;
        memory = Mapping.map(PAGES * PAGE);
        sealed = Mapping.map(PAGE);
        Mapping.protect(sealed, PAGE, Mapping.READ);
    }

    /** New contents for the memory that good addresses point to. */
    void shuffle() {
        for (int i = 0; i < 16; i++) {
            Mapping.store(memory + chance.below(PAGES * PAGE / 8) * 8L, chance.oneIn(2) ? any() : number());
        }
        name();
    }

    long any() {
        return switch (chance.below(8)) {
            case 0, 1 -> number();
            case 2 -> descriptor();
            case 3 -> name();
            case 4 -> chance.word() >>> chance.below(64);
            default -> address();
        };
    }

    long number() {
        return chance.oneIn(2) ? NUMBERS[chance.below(NUMBERS.length)] : chance.below(64);
    }

    long descriptor() {
        return chance.below(DESCRIPTORS);
    }

    long address() {
        return switch (chance.below(8)) {
            case 0 -> ELSEWHERE[chance.below(ELSEWHERE.length)];
            case 1 -> memory + PAGES * PAGE - chance.below(64);
            case 2 -> memory + chance.below(PAGES * PAGE);
            case 3 -> sealed + chance.below(PAGE);
            default -> memory + chance.below(PAGES * PAGE / 16) * 16L;
        };
    }

    /** A name in the memory, with its NUL. */
    long name() {
        byte[] name = Text.bytes(NAMES[chance.below(NAMES.length)]);
        long at = memory + chance.below(PAGES * PAGE / 512) * 512L;
        for (int i = 0; i < name.length; i++) {
            Mapping.storeByte(at + i, name[i]);
        }
        Mapping.storeByte(at + name.length, 0);
        return at;
    }
}
