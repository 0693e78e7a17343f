package dev.lamarck.toolchain.link;

/** The two places an image may be linked for ({@code docs/platform.md}, "Physical memory" and "Images"). */
public enum ImageLayout {
    /**
     * Text page at 4 MB whose remainder is the patch heap, data page at 8 MB with the boot stack and a translation storage buffer for each of
     * eight processors; virtual = physical.
     */
    KERNEL(0x40_0000, 0x80_0000, 0x40_0000, 0x1_0000, 8 * ImageLayout.STORAGE_BUFFER_BYTES),
    /** A static program at 1 MB; data follows text on a page of its own. */
    USER(0x10_0000, 0, 0, 0, 0);

    static final int PAGE = 0x2000;
    /** Of a processor; also how they are aligned, as the MMU wants it. */
    static final int STORAGE_BUFFER_BYTES = 0x1_0000;

    private final long textBase;
    private final long dataBase;
    private final long regionBytes;
    private final int bootStackBytes;
    private final int storageBuffersBytes;

    ImageLayout(long textBase, long dataBase, long regionBytes, int bootStackBytes, int storageBuffersBytes) {
        this.textBase = textBase;
        this.dataBase = dataBase;
        this.regionBytes = regionBytes;
        this.bootStackBytes = bootStackBytes;
        this.storageBuffersBytes = storageBuffersBytes;
    }

    long textBase() {
        return textBase;
    }

    /** Start of data for text that ends at {@code textEnd}. */
    long dataBase(long textEnd) {
        return dataBase != 0 ? dataBase : textEnd + PAGE - 1 & -PAGE;
    }

    /** Whether text and data each have one fixed region, the text's remainder being the patch heap. */
    boolean hasFixedRegions() {
        return regionBytes != 0;
    }

    long regionBytes() {
        return regionBytes;
    }

    int bootStackBytes() {
        return bootStackBytes;
    }

    int storageBuffersBytes() {
        return storageBuffersBytes;
    }
}
