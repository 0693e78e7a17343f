package dev.lamarck.syscalls.user.vmalloc;

import dev.lamarck.toolchain.magic.MaxDepth;

/** Blocks of another region, which lives longer. Regions lie in regions at most four deep. */
public final class RegionDiscipline extends Discipline {
    private static final long ROUND = 1024;
    private static final int DEEPEST = 4;

    private final Region from;

    public RegionDiscipline(Region from) {
        super(ROUND);
        this.from = from;
    }

    @MaxDepth(DEEPEST)
    @Override
    public long obtain(long bytes) {
        return from.allocate(bytes);
    }

    @MaxDepth(DEEPEST)
    @Override
    public boolean extend(long address, long bytes, long newBytes) {
        return from.resize(address, newBytes, 0) == address;
    }

    @Override
    public void release(long address, long bytes) {
        from.free(address);
    }
}
