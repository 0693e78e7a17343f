package dev.lamarck.kernel.fs;

/** Sees a directory's entries in order. Called with the directory's lock held: does not sleep. */
public abstract class DirectoryVisitor {
    /**
     * One entry.
     *
     * @param next where a later listing goes on after this entry
     * @return whether to go on; if not, the entry counts as not seen
     */
    public abstract boolean visit(byte[] name, long number, int mode, long next);
}
