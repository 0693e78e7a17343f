package dev.lamarck.kernel.mm;

import dev.lamarck.toolchain.magic.Kva;

/** What a segment's pages are filled from: a file. Its owner keeps it alive while segments hold it. */
public interface PageSource {
    /** Copies bytes from an offset to kernel memory; what lies beyond the end stays as it is. @return 0 or an error */
    int read(long offset, @Kva long to, int bytes);

    /** Bytes there are. */
    long size();

    /** The page that holds an offset itself, with one more reference to it; 0 if there is no memory or if pages are not shared. */
    @Kva long share(long offset);

    /** One more segment refers to it. */
    void hold();

    /** One segment less refers to it. */
    void release();
}
