package dev.lamarck.kernel.fs.tar;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Text;

/** The 512 bytes before each member of an archive. */
@Magic
final class TarHeader {
    static final int BYTES = 512;
    static final int REGULAR = '0';
    static final int SYMBOLIC_LINK = '2';
    static final int DIRECTORY = '5';

    private static final int NAME = 0;
    private static final int NAME_BYTES = 100;
    private static final int MODE = 100;
    private static final int MODE_BYTES = 8;
    private static final int SIZE = 124;
    private static final int SIZE_BYTES = 12;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_BYTES = 8;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int LINK_BYTES = 100;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_BYTES = 155;

    private final byte[] bytes = new byte[BYTES];

    void free() {
        Kmem.free(bytes);
        Kmem.free(this);
    }

    void load(@Kva long from) {
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = Memory.load8(from + i);
        }
    }

    /** Whether this is a block of zeros, as it stands behind the last member. */
    boolean isEnd() {
        return bytes[NAME] == 0;
    }

    /** Whether the magic is ustar's and the checksum holds. */
    boolean isValid() {
        byte[] magic = Text.bytes("ustar");
        return Bytes.equal(bytes, MAGIC, magic, 0, magic.length) && octal(CHECKSUM, CHECKSUM_BYTES) == sum();
    }

    private int sum() {
        int sum = 0;
        for (int i = 0; i < BYTES; i++) {
            boolean inChecksum = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_BYTES;
            sum += inChecksum ? ' ' : bytes[i] & 0xFF;
        }
        return sum;
    }

    int type() {
        int type = bytes[TYPE];
        return type == 0 ? REGULAR : type;
    }

    int mode() {
        return (int) octal(MODE, MODE_BYTES);
    }

    long size() {
        return octal(SIZE, SIZE_BYTES);
    }

    /** A new array with the member's path. */
    byte[] path() {
        int prefix = Bytes.terminated(bytes, PREFIX, PREFIX + PREFIX_BYTES);
        int name = Bytes.terminated(bytes, NAME, NAME + NAME_BYTES);
        int nameAt = prefix == 0 ? 0 : prefix + 1;
        byte[] path = new byte[nameAt + name];
        Bytes.copy(bytes, PREFIX, path, 0, prefix);
        if (prefix > 0) {
            path[prefix] = '/';
        }
        Bytes.copy(bytes, NAME, path, nameAt, name);
        return path;
    }

    /** A new array with a symbolic link's text. */
    byte[] link() {
        byte[] link = new byte[Bytes.terminated(bytes, LINK, LINK + LINK_BYTES)];
        Bytes.copy(bytes, LINK, link, 0, link.length);
        return link;
    }

    /** Digits, after blanks and before a NUL or a blank; −1 if there are others. */
    private long octal(int at, int length) {
        int from = at;
        while (from < at + length && bytes[from] == ' ') {
            from++;
        }
        int to = from;
        while (to < at + length && bytes[to] != 0 && bytes[to] != ' ') {
            to++;
        }
        return Bytes.number(bytes, from, to, 8);
    }
}
