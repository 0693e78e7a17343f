package dev.lamarck.toolchain.link;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Big-endian bytes being written; what ELF, DWARF and the loaded tables are made of. */
final class ByteSink {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    int size() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    ByteSink u8(int value) {
        out.write(value);
        return this;
    }

    ByteSink u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    ByteSink u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    ByteSink u64(long value) {
        return u32(value >>> 32).u32(value);
    }

    ByteSink bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** NUL-terminated UTF-8. */
    ByteSink string(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8)).u8(0);
    }

    ByteSink unsignedLeb(long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            u8((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    ByteSink signedLeb(long value) {
        long rest = value;
        while (rest < -0x40 || rest > 0x3F) {
            u8((int) (rest & 0x7F | 0x80));
            rest >>= 7;
        }
        return u8((int) rest & 0x7F);
    }

    ByteSink zeros(long count) {
        return bytes(new byte[Math.toIntExact(count)]);
    }

    /** Pads with zeros to a multiple of {@code alignment}. */
    ByteSink align(int alignment) {
        return zeros(-size() & alignment - 1);
    }
}
