package dev.lamarck.syscalls.user.vmalloc;

import dev.lamarck.syscalls.user.Posix;

/** Memory at the process's break, which others may move too. Only what is next to the break can be given back. */
public final class BreakDiscipline extends Discipline {
    private static final long ROUND = 64 * 1024;

    public BreakDiscipline() {
        super(ROUND);
    }

    @Override
    public long obtain(long bytes) {
        long address = Posix.brk(0) + 15 & -16;
        return Posix.brk(address + bytes) == address + bytes ? address : 0;
    }

    @Override
    public boolean extend(long address, long bytes, long newBytes) {
        return Posix.brk(0) == address + bytes && Posix.brk(address + newBytes) == address + newBytes;
    }

    @Override
    public void release(long address, long bytes) {
        if (Posix.brk(0) == address + bytes) {
            Posix.brk(address);
        }
    }
}
