package dev.lamarck.kernel.mm;

import dev.lamarck.toolchain.magic.Kva;

/** What a segment's pages are filled from: a file. Its owner keeps it alive while segments hold it. */
public interface PageSource {
    /** Copies bytes from an offset to kernel memory; what lies beyond the end stays as it is. @return 0 or an error */
    int read(long offset, @Kva long to, int bytes);

    /** Bytes there are. */
    long size();

    /** Whether {@link #share} gives pages: what is written to such a page, after {@link #prepareWrite}, is written to the source. */
    boolean sharesPages();

    /** The page that holds an offset itself, with one more reference to it; 0 if there is no memory or if pages are not shared, {@link Pager#UNREADABLE}. */
    @Kva long share(long offset);

    /** A program is about to write to the page with that offset, and may do so from now on until {@link FileMappings} is asked. @return 0, or an error if it may not */
    int prepareWrite(long offset);

    /** Whether the page with that offset is in memory. */
    boolean isInMemory(long offset);

    /** Makes safe what has been written. @return 0 or an error */
    int sync();

    /** One more segment refers to it. */
    void hold();

    /** One segment less refers to it. */
    void release();
}
