package dev.lamarck.workloads.world;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes named by what they are: equal content, equal name. Neither side may change the array. */
public final class Content {
    public static final Content EMPTY = new Content(new byte[0]);

    private final byte[] bytes;
    /** Computed when somebody asks; who asks at the same time computes the same. */
    private String sha256;

    private Content(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Content of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Content(bytes);
    }

    public byte[] bytes() {
        return bytes;
    }

    /** The content's name: 64 hexadecimal digits. */
    public String sha256() {
        if (sha256 == null) {
            sha256 = sha256(bytes);
        }
        return sha256;
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return sha256().hashCode();
    }

    @Override
    public String toString() {
        return bytes.length + " bytes " + sha256();
    }
}
