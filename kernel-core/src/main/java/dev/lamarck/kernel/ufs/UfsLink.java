package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.kmem.Kmem;

/** A symbolic link; its text never changes, and is here while the link is in use. */
final class UfsLink extends UfsNode {
    private final byte[] target;

    UfsLink(Ufs ufs, int inode, Buffer record, int at) {
        super(ufs, inode, record, at);
        target = hasShortText() ? record.bytes(at + UfsFormat.INODE_DIRECT, (int) size) : read();
    }

    /** Where it cannot be read it is empty. */
    private byte[] read() {
        int fragment = size > UfsFormat.BLOCK_BYTES ? 0 : ufs.map.find(this, 0);
        Buffer buffer = fragment <= 0 ? null : ufs.cache.readFragment(fragment);
        return buffer == null ? new byte[0] : buffer.bytes(buffer.offset(fragment), (int) size);
    }

    @Override
    boolean hasShortText() {
        return size <= UfsFormat.SHORT_LINK_BYTES;
    }

    @Override
    public byte[] target() {
        return target;
    }

    @Override
    void freeParts() {
        Kmem.free(target);
    }
}
