package dev.lamarck.hardware.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Named parts in one file: a magic number and a version, the parts, each compressed, and a digest of all that. A file is there whole or not
 * at all: it is written beside its place and moved there.
 */
public final class SnapshotFile {
    private static final byte[] MAGIC = "LAMARCKS".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int DIGEST_BYTES = 32;
    private static final int HEAD_BYTES = MAGIC.length + Integer.BYTES;

    private SnapshotFile() {}

    /** Throws what the file system has to say, a full disk for example; then nothing is left behind. */
    public static void write(Path file, Map<String, byte[]> parts) throws IOException {
        byte[] whole = encode(parts);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            Files.write(file, whole);
            return;
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(unfinished, whole);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static byte[] encode(Map<String, byte[]> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(MAGIC);
        out.writeInt(VERSION);
        out.writeInt(parts.size());
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            byte[] compressed = compressed(part.getValue());
            out.writeUTF(part.getKey());
            out.writeInt(part.getValue().length);
            out.writeInt(compressed.length);
            out.write(compressed);
        }
        out.write(digest(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
            deflated.write(bytes);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    /** The parts. Throws {@link SnapshotFormatException} if they are not exactly what was written. */
    public static Map<String, byte[]> read(Path file) throws IOException, SnapshotFormatException {
        byte[] whole = Files.readAllBytes(file);
        if (whole.length < MAGIC.length || !Arrays.equals(whole, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new SnapshotFormatException("is no snapshot: it does not begin with " + new String(MAGIC, StandardCharsets.US_ASCII));
        }
        if (whole.length < HEAD_BYTES + DIGEST_BYTES) {
            throw new SnapshotFormatException("is truncated: " + whole.length + " bytes are no whole snapshot");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(whole, MAGIC.length, whole.length - MAGIC.length - DIGEST_BYTES));
        int version = in.readInt();
        if (version != VERSION) {
            throw new SnapshotFormatException("is a snapshot of format version " + version + "; this Lamarck reads version " + VERSION);
        }
        byte[] digest = digest(Arrays.copyOf(whole, whole.length - DIGEST_BYTES));
        if (!Arrays.equals(digest, Arrays.copyOfRange(whole, whole.length - DIGEST_BYTES, whole.length))) {
            throw new SnapshotFormatException("is damaged: its bytes do not have the digest at its end, so it is truncated or was changed");
        }
        return parts(in);
    }

    private static Map<String, byte[]> parts(DataInputStream in) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            int length = in.readInt();
            byte[] compressed = in.readNBytes(in.readInt());
            try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
                parts.put(name, inflated.readNBytes(length));
            }
        }
        return parts;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
