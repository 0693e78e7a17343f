package dev.lamarck.kernel.fs;

/** A file without positions, whose readers and writers wait for one another: they exclude each other by its own lock, not for whole transfers. */
public abstract class StreamFile extends Vnode {
    protected StreamFile(int mode) {
        super(mode, newNumber());
    }

    @Override
    public final boolean isStream() {
        return true;
    }

    @Override
    public final void lockTransfers() {}

    @Override
    public final void unlockTransfers() {}

    @Override
    public final void shareTransfers() {}

    @Override
    public final void unshareTransfers() {}
}
