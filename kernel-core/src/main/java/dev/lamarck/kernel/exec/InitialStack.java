package dev.lamarck.kernel.exec;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Entropy;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Text;
import dev.lamarck.toolchain.magic.Uva;

/**
 * The stack of a program at its first instruction, from the top down: the file's name, environment and argument strings, the platform's name,
 * random bytes; then, from low to high, a register save area, argc, argv, envp and the auxiliary vector. It is composed in kernel memory and
 * copied at the end.
 */
@Magic
public final class InitialStack {
    private static final int WINDOW_SAVE_BYTES = 128;
    private static final int WORD = 8;
    private static final int ALIGNMENT = 16;
    private static final int RANDOM_BYTES = 16;

    // linux/auxvec.h
    private static final int AT_NULL = 0;
    private static final int AT_PHDR = 3;
    private static final int AT_PHENT = 4;
    private static final int AT_PHNUM = 5;
    private static final int AT_PAGESZ = 6;
    private static final int AT_BASE = 7;
    private static final int AT_FLAGS = 8;
    private static final int AT_ENTRY = 9;
    private static final int AT_UID = 11;
    private static final int AT_EUID = 12;
    private static final int AT_GID = 13;
    private static final int AT_EGID = 14;
    private static final int AT_PLATFORM = 15;
    private static final int AT_HWCAP = 16;
    private static final int AT_CLKTCK = 17;
    private static final int AT_SECURE = 23;
    private static final int AT_RANDOM = 25;
    private static final int AT_EXECFN = 31;
    private static final int AUXILIARY_ENTRIES = 18;

    /** What an UltraSPARC-I can: flush, stbar, swap, muldiv, v9, mul32, div32, fsmuld, v8plus, vis ({@code asm/elf.h}). */
    private static final long HARDWARE_CAPABILITIES = 0x2F1F;
    private static final long CLOCK_TICKS = 100;

    private final Strings arguments;
    private final Strings environment;
    private final byte[] name;
    private final int bytes;
    private final @Kva long memory;
    /** What must be added to an address in {@link #memory} for the address that the program sees. */
    private long distance;
    private long word;

    InitialStack(Strings arguments, Strings environment, byte[] name) {
        this.arguments = arguments;
        this.environment = environment;
        this.name = name;
        int words = 1 + arguments.count() + 1 + environment.count() + 1 + 2 * AUXILIARY_ENTRIES;
        int strings = arguments.length() + environment.length() + name.length + 1 + Text.bytes("sun4u").length + 1 + RANDOM_BYTES;
        bytes = WINDOW_SAVE_BYTES + words * WORD + strings + WORD + ALIGNMENT - 1 & -ALIGNMENT;
        memory = Kmem.allocZeroed(bytes);
    }

    /** Frees the kernel's copy. */
    void free() {
        if (memory != 0) {
            Kmem.free(memory);
        }
        Kmem.free(this);
    }

    /** Maps a stack and fills it. @return 0, −ENOMEM or −EFAULT */
    int build(AddressSpace space, ElfImage image) {
        if (memory == 0) {
            return -Errno.ENOMEM;
        }
        int error = space.mapStack(AddressSpace.STACK_TOP, bytes + Pages.BYTES - 1 & -Pages.BYTES);
        if (error != 0) {
            return error;
        }
        distance = top() - memory;
        compose(image);
        return space.copyInto(top(), memory, bytes);
    }

    /** Where the current program's pointers to its environment begin, given where its stack did. */
    public static @Uva long environment(@Uva long top) {
        long argumentCount = UserMemory.load64(top + WINDOW_SAVE_BYTES);
        return top + WINDOW_SAVE_BYTES + (argumentCount + 2) * WORD;
    }

    /** The lowest address in use: the register save area. */
    @Uva long top() {
        return AddressSpace.STACK_TOP - bytes;
    }

    private void compose(ElfImage image) {
        long at = memory + bytes - WORD;
        at = putString(at, name, name.length, true);
        long nameAddress = at + distance;
        at = putString(at, environment.bytes(), environment.length(), false);
        long environmentAt = at;
        at = putString(at, arguments.bytes(), arguments.length(), false);
        long argumentsAt = at;
        byte[] platform = Text.bytes("sun4u");
        at = putString(at, platform, platform.length, true);
        long platformAddress = at + distance;
        at = at - RANDOM_BYTES & -WORD;
        Memory.store64(at, Entropy.next());
        Memory.store64(at + WORD, Entropy.next());
        long randomAddress = at + distance;
        word = memory + WINDOW_SAVE_BYTES;
        put(arguments.count());
        putVector(argumentsAt, arguments.count());
        putVector(environmentAt, environment.count());
        putAuxiliary(AT_HWCAP, HARDWARE_CAPABILITIES);
        putAuxiliary(AT_PAGESZ, Pages.BYTES);
        putAuxiliary(AT_CLKTCK, CLOCK_TICKS);
        putAuxiliary(AT_PHDR, image.headersAddress());
        putAuxiliary(AT_PHENT, ElfImage.PROGRAM_HEADER);
        putAuxiliary(AT_PHNUM, image.headerCount());
        putAuxiliary(AT_BASE, 0);
        putAuxiliary(AT_FLAGS, 0);
        putAuxiliary(AT_ENTRY, image.entry());
        putAuxiliary(AT_UID, 0);
        putAuxiliary(AT_EUID, 0);
        putAuxiliary(AT_GID, 0);
        putAuxiliary(AT_EGID, 0);
        putAuxiliary(AT_SECURE, 0);
        putAuxiliary(AT_RANDOM, randomAddress);
        putAuxiliary(AT_EXECFN, nameAddress);
        putAuxiliary(AT_PLATFORM, platformAddress);
        putAuxiliary(AT_NULL, 0);
    }

    /** Puts bytes, and a NUL if asked, below an address; where they then begin. */
    private static long putString(@Kva long below, byte[] text, int length, boolean terminated) {
        long at = below - length - (terminated ? 1 : 0);
        for (int i = 0; i < length; i++) {
            Memory.store8(at + i, text[i]);
        }
        return at;
    }

    private void put(long value) {
        Memory.store64(word, value);
        word += WORD;
    }

    private void putAuxiliary(int type, long value) {
        put(type);
        put(value);
    }

    /** Pointers to consecutive strings, then a null pointer. */
    private void putVector(@Kva long first, int count) {
        long string = first;
        for (int i = 0; i < count; i++) {
            put(string + distance);
            while (Memory.load8(string) != 0) {
                string++;
            }
            string++;
        }
        put(0);
    }
}
