package dev.lamarck.hardware.history;

import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Position;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ArrayList;

/**
 * A machine's state at a position, cut into pieces. A piece that the checkpoint before it has too is kept once: of memory only the pages
 * written since.
 */
final class Checkpoint {
    /** Bytes by their content. */
    private record Piece(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Piece that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    final Position position;
    final Recording.Cursor cursor;
    /** Whether what comes after is not what came after the checkpoint before: a debugger changed the machine here. */
    final boolean isChange;
    private final List<Piece> pieces = new ArrayList<>();
    private int bytes;

    /** {@code earlier}: what to share pieces with, or null. */
    Checkpoint(Machine machine, Recording.Cursor cursor, Checkpoint earlier, boolean isChange) {
        this.position = machine.position();
        this.cursor = cursor;
        this.isChange = isChange;
        Map<Piece, Piece> known = new HashMap<>();
        if (earlier != null) {
            earlier.pieces.forEach(piece -> known.put(piece, piece));
        }
        machine.save((source, from, length) -> {
            Piece piece = new Piece(Arrays.copyOfRange(source, from, from + length));
            pieces.add(known.getOrDefault(piece, piece));
            bytes += length;
        });
    }

    void restoreTo(Machine machine) {
        byte[] whole = new byte[bytes];
        int at = 0;
        for (Piece piece : pieces) {
            System.arraycopy(piece.bytes, 0, whole, at, piece.bytes.length);
            at += piece.bytes.length;
        }
        machine.restore(whole);
    }
}
