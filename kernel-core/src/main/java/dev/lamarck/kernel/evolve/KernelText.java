package dev.lamarck.kernel.evolve;

import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.instrumentation.splice.Splicer;
import dev.lamarck.kernel.kmem.Vmem;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** This kernel as a program to be changed. Patches live in the reserve behind its text, which one branch reaches from anywhere. */
@Magic
public final class KernelText implements Target {
    private static final int RESULT = 8;
    /** A way of the largest cache that code goes through, the E-cache. */
    private static final int LARGEST_CACHE_BYTES = 512 * 1024;

    /** Patches begin and end on lines of the I-cache, so that writing one never touches a line in which another is being executed. */
    private static final int LINE = 32;

    private final Vmem heap = new Vmem(LINE);
    private final CodeVersions versions = new CodeVersions();
    private Splicer splicer;

    /** Opens the patch heap; the splicer tells launchers from the linker's words. */
    public void open(Splicer splicer) {
        this.splicer = splicer;
        heap.add(Address.symbol("_patch_start"), Address.symbol("_patch_end"));
    }

    /** The functions behind the linked ones. */
    CodeVersions versions() {
        return versions;
    }

    /** Whether a function, linked or a version, has the word at an address. */
    boolean holds(int number, long address) {
        return number >= CodeVersions.first() ? versions.numbered(number).holds(address)
                : address >= start(number) && address < start(number) + bytes(number);
    }

    long patchBytes() {
        return heap.inUse();
    }

    /** The word that is executed there now. */
    static int word(long address) {
        return Memory.load32(address);
    }

    @Override
    public int functions() {
        return CodeVersions.limit();
    }

    @Override
    public int startingAt(long entry) {
        int function = KernelSymbols.startingAt(entry);
        for (int version = CodeVersions.limit() - 1; version >= CodeVersions.first() && function < 0; version--) {
            function = start(version) == entry ? version : -1;
        }
        return function;
    }

    @Override
    public long start(int function) {
        if (!isVersion(function)) {
            return KernelSymbols.start(function);
        }
        CodeVersion version = versions.numbered(function);
        return version == null ? 0 : version.start;
    }

    @Override
    public int bytes(int function) {
        return isVersion(function) ? versions.numbered(function).bytes : KernelSymbols.bytes(function);
    }

    @Override
    public long coldStart(int function) {
        return isVersion(function) ? versions.numbered(function).coldStart : 0;
    }

    @Override
    public int coldBytes(int function) {
        return isVersion(function) ? versions.numbered(function).coldBytes : 0;
    }

    private static boolean isVersion(int number) {
        return number >= CodeVersions.first();
    }

    @Override
    public boolean changeable(int function) {
        return isVersion(function) || !KernelSymbols.isTrapText(function);
    }

    @Override
    public int original(long address) {
        return splicer.original(address, word(address));
    }

    @Override
    public boolean constant(long address) {
        return address >= Address.symbol("_trap_start") && address < Address.symbol("_patch_end") && (address & 3) == 0;
    }

    /** Compiled functions return one value, in %o0. */
    @Override
    public long results() {
        return RegisterSet.of(RESULT);
    }

    @Override
    public long allocate(long near, int bytes) {
        return heap.alloc(bytes);
    }

    /** Code memory that falls on the same lines of every cache as what stands at an address, else any; 0 if none is left. */
    long allocateLike(long address, int bytes) {
        long found = heap.xalloc(bytes, LARGEST_CACHE_BYTES, address);
        return found == Vmem.NONE ? heap.alloc(bytes) : found;
    }

    @Override
    public long allocateNear(long near, int bytes) {
        return heap.alloc(bytes);
    }

    @Override
    public void release(long address, int bytes) {
        heap.free(address, bytes);
    }

    @Override
    public void write(long address, int word) {
        TextWriter.store(address, word);
    }

    @Override
    public void flush(long address, int bytes) {
        TextWriter.flush(address, bytes);
    }

    @Override
    public boolean executing(long address, int bytes) {
        return SavedContexts.mayBeIn(address, address + bytes);
    }
}
