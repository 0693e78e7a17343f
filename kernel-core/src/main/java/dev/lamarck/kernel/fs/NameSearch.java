package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.text.Bytes;

/** Looks in a directory for the name of a file that is known by its number. */
final class NameSearch extends DirectoryVisitor {
    private static final int FIRST_POSITION_AFTER_DOTS = 2;

    private final byte[] name = new byte[PathName.MAX_COMPONENT];
    private long wanted;
    private int length;

    /** The length of the name, then in {@link #name}; 0 if there is none. */
    int find(Vnode directory, long number) {
        wanted = number;
        length = 0;
        directory.list(FIRST_POSITION_AFTER_DOTS, this);
        return length;
    }

    byte[] name() {
        return name;
    }

    @Override
    public boolean visit(byte[] entry, long number, int mode, long next) {
        if (number == wanted) {
            length = entry.length;
            Bytes.copy(entry, 0, name, 0, length);
        }
        return length == 0;
    }

    void free() {
        Kmem.free(name);
        Kmem.free(this);
    }
}
