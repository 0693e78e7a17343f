package dev.lamarck.workloads.world;

import dev.lamarck.kernel.exec.CopyOut;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Files of the guest's that its kernel sent when the first program had ended, by their number among the boot arguments. */
public final class CopiedFiles {
    private final Map<Integer, ByteArrayOutputStream> contents = new TreeMap<>();

    /** Takes a message of kind {@code FILE}. Pieces come in order; a negative offset is an error: there is no such file. */
    void take(byte[] message) {
        ByteBuffer words = ByteBuffer.wrap(message);
        if (words.getLong(Long.BYTES * CopyOut.OFFSET) >= 0) {
            contents.computeIfAbsent((int) words.getLong(Long.BYTES * CopyOut.PATH_NUMBER), number -> new ByteArrayOutputStream())
                    .write(message, Long.BYTES * CopyOut.PIECE, message.length - Long.BYTES * CopyOut.PIECE);
        }
    }

    /** Empty if the guest has no such file, or never came to send it. */
    public Optional<byte[]> content(int number) {
        return Optional.ofNullable(contents.get(number)).map(ByteArrayOutputStream::toByteArray);
    }
}
