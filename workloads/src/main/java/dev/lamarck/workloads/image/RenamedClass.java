package dev.lamarck.workloads.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A class file under another name: the texts of its constant pool say the one where they said the other (JVMS 4.4); nothing else holds names. */
final class RenamedClass {
    private static final int VERSION_BYTES = 8;
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    /** Bytes behind the tag, by tag; 0 where there is no such tag, and for texts. */
    private static final int[] BYTES = {0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2};

    /** @param from internal name that the class has; {@code to}: that it is to have */
    static byte[] of(byte[] classFile, String from, String to) {
        ByteArrayOutputStream renamed = new ByteArrayOutputStream();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile)); DataOutputStream out = new DataOutputStream(renamed)) {
            out.write(in.readNBytes(VERSION_BYTES));
            int count = in.readUnsignedShort();
            out.writeShort(count);
            for (int index = 1; index < count; index++) {
                int tag = in.readUnsignedByte();
                out.writeByte(tag);
                if (tag == UTF8) {
                    out.writeUTF(in.readUTF().replace(from, to));
                } else {
                    out.write(in.readNBytes(BYTES[tag]));
                }
                index += tag == LONG || tag == DOUBLE ? 1 : 0;
            }
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(from + " is no class file", e);
        }
        return renamed.toByteArray();
    }

    private RenamedClass() {
    }
}
