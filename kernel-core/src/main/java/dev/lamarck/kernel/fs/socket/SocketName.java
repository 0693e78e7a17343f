package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.kernel.text.Bytes;

/** Names of sockets as programs see them: {@code struct sockaddr} in bytes, the family in the first two. */
public final class SocketName {
    public static final int UNIX = 1;
    public static final int INTERNET = 2;
    public static final int FAMILY_BYTES = 2;
    /** {@code struct sockaddr_in}: family, port, address, eight bytes of nothing. */
    public static final int INTERNET_BYTES = 16;
    private static final int PORT = 2;
    private static final int ADDRESS = 4;
    public static final int LOOPBACK = 0x7F00_0001;

    public static int family(byte[] name) {
        return name.length < FAMILY_BYTES ? 0 : BigEndian.get16(name, 0);
    }

    static byte[] unnamed(int family) {
        byte[] name = new byte[family == INTERNET ? INTERNET_BYTES : FAMILY_BYTES];
        BigEndian.put16(name, 0, family);
        return name;
    }

    static byte[] internet(int address, int port) {
        byte[] name = unnamed(INTERNET);
        BigEndian.put16(name, PORT, port);
        BigEndian.put32(name, ADDRESS, address);
        return name;
    }

    static int port(byte[] name) {
        return BigEndian.get16(name, PORT);
    }

    static int address(byte[] name) {
        return BigEndian.get32(name, ADDRESS);
    }

    /** Of the kind that begins with a NUL, and so is no path. */
    public static boolean isAbstract(byte[] name) {
        return name.length > FAMILY_BYTES && name[FAMILY_BYTES] == 0;
    }

    /** The path in a name, which ends at a NUL or the name's end; a new array. */
    static byte[] path(byte[] name) {
        int length = 0;
        while (FAMILY_BYTES + length < name.length && name[FAMILY_BYTES + length] != 0) {
            length++;
        }
        byte[] path = new byte[length];
        Bytes.copy(name, FAMILY_BYTES, path, 0, length);
        return path;
    }

    static boolean areEqual(byte[] a, byte[] b) {
        return a.length == b.length && Bytes.equal(a, 0, b, 0, a.length);
    }

    static void free(byte[] name) {
        if (name != null) {
            Kmem.free(name);
        }
    }

    private SocketName() {}
}
