package dev.lamarck.syscalls.user.vmalloc;

import dev.lamarck.syscalls.user.Mapping;

/** Anonymous mappings: each grows never and can be given back at any time. */
public final class MappingDiscipline extends Discipline {
    private static final long ROUND = 64 * 1024;

    public MappingDiscipline() {
        super(ROUND);
    }

    @Override
    public long obtain(long bytes) {
        return Math.max(Mapping.map(bytes), 0);
    }

    @Override
    public boolean extend(long address, long bytes, long newBytes) {
        return false;
    }

    @Override
    public void release(long address, long bytes) {
        Mapping.unmap(address, bytes);
    }
}
