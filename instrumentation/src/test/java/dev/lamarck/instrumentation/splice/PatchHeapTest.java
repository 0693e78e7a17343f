package dev.lamarck.instrumentation.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatchHeapTest {
    private record Piece(long address, int bytes) {
        boolean overlaps(Piece other) {
            return address < other.address + other.bytes && other.address < address + bytes;
        }
    }

    private final PatchHeap heap = new PatchHeap();

    @Test
    void piecesAreWholeCacheLinesInsideTheRange() {
        heap.open(0x1004, 0x1100);
        assertThat(heap.allocate(4)).isEqualTo(0x1020);
        assertThat(heap.allocate(33)).isEqualTo(0x1040);
        assertThat(heap.allocate(0x80)).isEqualTo(0x1080);
        assertThat(heap.allocate(1)).isZero();
        assertThat(heap.usedBytes()).isEqualTo(0xE0);
    }

    @Test
    void neighboursAreJoined() {
        heap.open(0x1000, 0x1060);
        long a = heap.allocate(32);
        long b = heap.allocate(32);
        long c = heap.allocate(32);
        heap.release(a, 32);
        heap.release(c, 32);
        assertThat(heap.allocate(64)).isZero();
        heap.release(b, 32);
        assertThat(heap.allocate(96)).isEqualTo(a);
    }

    @Test
    void nothingOverlapsAndNothingIsLost() {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        heap.open(0x1000, 0x9000);
        List<Piece> pieces = new ArrayList<>();
        for (int step = 0; step < 5000; step++) {
            if (random.nextBoolean()) {
                Piece piece = random.nextInt(4) > 0 ? allocate(1 + random.nextInt(300)) : allocateLike(random.nextInt(0x20000), 1 + random.nextInt(300));
                if (piece.address != 0) {
                    assertThat(pieces).as("-Dseed=" + seed).noneMatch(piece::overlaps);
                    pieces.add(piece);
                }
            } else if (!pieces.isEmpty()) {
                Piece piece = pieces.remove(random.nextInt(pieces.size()));
                assertThat(heap.release(piece.address, piece.bytes)).as("-Dseed=" + seed).isTrue();
            }
        }
        pieces.forEach(piece -> heap.release(piece.address, piece.bytes));
        assertThat(heap.usedBytes()).isZero();
        assertThat(heap.allocate(0x8000)).as("-Dseed=" + seed).isEqualTo(0x1000);
    }

    @Test
    void aPlaceLikeAnAddressLeavesWhatIsAroundIt() {
        heap.open(0x1000, 0x3000);
        assertThat(heap.allocateLike(0x40_0840, 0x1000, 0x20)).isEqualTo(0x1840);
        assertThat(heap.allocateLike(0x40_0840, 0x1000, 0x20)).isEqualTo(0x2840);
        assertThat(heap.allocateLike(0x40_0840, 0x1000, 0x20)).isZero();
        assertThat(heap.allocate(0x840)).isEqualTo(0x1000);
        assertThat(heap.allocate(0xFE0)).isEqualTo(0x1860);
        assertThat(heap.allocate(0x7A0)).isEqualTo(0x2860);
        assertThat(heap.allocate(1)).isZero();
    }

    private Piece allocateLike(long like, int bytes) {
        Piece piece = new Piece(heap.allocateLike(like, 0x2000, bytes), bytes);
        assertThat(piece.address == 0 || Math.floorMod((like & -32) - piece.address, 0x2000) == 0).isTrue();
        return piece;
    }

    private Piece allocate(int bytes) {
        return new Piece(heap.allocate(bytes), bytes);
    }
}
