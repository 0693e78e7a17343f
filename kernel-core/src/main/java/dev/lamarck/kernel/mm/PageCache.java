package dev.lamarck.kernel.mm;

/** Pages that are kept because they may be wanted again: a file system's. */
public interface PageCache {
    /** Gives up pages that nobody uses just now, up to so many, writing them first if need be. May sleep. */
    void giveUp(int pages);
}
