package dev.lamarck.hardware.machine;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The form of a machine's state: format version, configuration, fingerprint of the media, then everything that can influence the future, in one
 * order that never varies, so that equal states are equal bytes.
 */
final class MachineState {
    private static final int FORMAT_VERSION = 10;

    private final MachineConfiguration configuration;
    private final int mediaFingerprint;
    private final Board board;
    private final Optional<FastForward> fastForward;

    MachineState(MachineConfiguration configuration, BootMedia media, Board board, Optional<FastForward> fastForward) {
        this.configuration = configuration;
        mediaFingerprint = media.fingerprint();
        this.board = board;
        this.fastForward = fastForward;
    }

    byte[] snapshot() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        save(bytes::write);
        return bytes.toByteArray();
    }

    void save(SnapshotWriter.Sink sink) {
        SnapshotWriter out = new SnapshotWriter(sink);
        out.putInt(FORMAT_VERSION);
        out.putBlock(configuration.lines().getBytes(StandardCharsets.UTF_8));
        out.putInt(mediaFingerprint);
        board.memory.save(out);
        fastForward.ifPresent(stages -> stages.save(out));
        board.save(out);
        out.finish();
    }

    /** SHA-256 of {@link #snapshot}, in hexadecimal. */
    String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            save(digest::update);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Throws {@link InvalidInput} if the bytes are of another machine, before anything has changed, or if they are not whole. */
    void restore(byte[] snapshot) {
        SnapshotReader in = new SnapshotReader(snapshot);
        try {
            checkOrigin(in);
            load(in);
        } catch (BufferUnderflowException early) {
            throw new InvalidInput("the snapshot ends too early: it is truncated or damaged");
        }
        if (!in.isAtEnd()) {
            throw new InvalidInput("the snapshot goes on behind its end: it is damaged");
        }
    }

    private void checkOrigin(SnapshotReader in) {
        int version = in.getInt();
        if (version != FORMAT_VERSION) {
            throw new InvalidInput("the snapshot has format version %d; this is version %d".formatted(version, FORMAT_VERSION));
        }
        configuration.checkIs(new String(in.getBlock(), StandardCharsets.UTF_8));
        if (in.getInt() != mediaFingerprint) {
            throw new InvalidInput("the snapshot is of a machine with another image or disk");
        }
    }

    private void load(SnapshotReader in) {
        board.memory.load(in);
        fastForward.ifPresent(stages -> {
            stages.load(in);
            board.setTimed(!stages.isFunctional());
        });
        board.load(in);
    }
}
