package dev.lamarck.kernel.text;

/** Numbers in byte arrays, most significant byte first: structures of the ABI and of file formats. Any alignment. */
public final class BigEndian {
    public static void put16(byte[] to, int at, int value) {
        to[at] = (byte) (value >> 8);
        to[at + 1] = (byte) value;
    }

    public static void put32(byte[] to, int at, int value) {
        put16(to, at, value >> 16);
        put16(to, at + 2, value);
    }

    public static void put64(byte[] to, int at, long value) {
        put32(to, at, (int) (value >> 32));
        put32(to, at + 4, (int) value);
    }

    /** Zero-extends. */
    public static int get16(byte[] from, int at) {
        return (from[at] & 0xFF) << 8 | from[at + 1] & 0xFF;
    }

    public static int get32(byte[] from, int at) {
        return get16(from, at) << 16 | get16(from, at + 2);
    }

    public static long get64(byte[] from, int at) {
        return (long) get32(from, at) << 32 | get32(from, at + 4) & 0xFFFF_FFFFL;
    }

    private BigEndian() {}
}
