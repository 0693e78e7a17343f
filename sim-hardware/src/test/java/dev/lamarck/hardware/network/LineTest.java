package dev.lamarck.hardware.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a wire does to ten thousand numbered frames, by the shares that were asked for. */
class LineTest {
    private static final int FRAMES = 10_000;
    private static final long SPACING = 1000;

    /** The frames' numbers in the order of arrival. */
    private static List<Integer> arrivals(long loss, long duplication, long reordering, long seed) {
        TreeMap<Long, List<Integer>> arrived = new TreeMap<>();
        Line line = Line.to((cycle, frame) -> arrived.computeIfAbsent(cycle, at -> new ArrayList<>()).add(ByteBuffer.wrap(frame).getInt()),
                new Line.Behaviour(500, 1_000_000_000, 1_000_000_000, loss, duplication, reordering, 10 * SPACING), seed, 16);
        for (int i = 0; i < FRAMES; i++) {
            line.send(i * SPACING, ByteBuffer.allocate(64).putInt(i).array());
        }
        return arrived.values().stream().flatMap(List::stream).toList();
    }

    @Test
    void aPlainWireKeepsEverythingInOrder() {
        assertThat(arrivals(0, 0, 0, 1)).hasSize(FRAMES).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void lossesAreTheShareAskedFor() {
        assertThat(arrivals(300, 0, 0, 2).size()).isBetween(FRAMES * 68 / 100, FRAMES * 72 / 100);
        assertThat(arrivals(1000, 0, 0, 2)).isEmpty();
    }

    @Test
    void duplicatesAreTheShareAskedFor() {
        List<Integer> arrived = arrivals(0, 100, 0, 3);
        assertThat(new HashSet<>(arrived)).hasSize(FRAMES);
        assertThat(arrived.size() - FRAMES).isBetween(FRAMES * 8 / 100, FRAMES * 12 / 100);
    }

    @Test
    void framesThatAreHeldUpAreOvertaken() {
        List<Integer> arrived = arrivals(0, 0, 100, 4);
        long overtaken = 0;
        for (int i = 1; i < arrived.size(); i++) {
            overtaken += arrived.get(i) < arrived.get(i - 1) ? 1 : 0;
        }
        assertThat(arrived).hasSize(FRAMES).doesNotHaveDuplicates();
        assertThat(overtaken).isBetween(FRAMES * 5L / 100, FRAMES * 10L / 100);
    }

    @Test
    void theSeedDecides() {
        assertThat(arrivals(300, 100, 100, 5)).isEqualTo(arrivals(300, 100, 100, 5)).isNotEqualTo(arrivals(300, 100, 100, 6));
    }
}
