package dev.lamarck.hardware.snapshot;

/** A file is not a snapshot that can be used. The message goes on from the file's name: "is damaged …". */
public final class SnapshotFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public SnapshotFormatException(String reason) {
        super(reason);
    }
}
