package dev.lamarck.hardware.network;

import dev.lamarck.hardware.device.SeededRandom;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.Arrays;

/** The sender's end of one direction of a wire: one frame after the other, as fast as the bandwidth allows. */
public final class Line implements Stateful {
    /** What an Ethernet frame occupies beside its bytes: preamble, check sequence, gap. IEEE 802.3, 4.4.2. */
    private static final int OVERHEAD_BYTES = 8 + 4 + 12;
    private static final int SHORTEST = 60;

    /**
     * How a wire behaves, in cycles and frames per mille.
     *
     * @param bandwidth bits a second
     * @param hertz     cycles a second
     * @param holdUp    the most cycles by which a frame is held up that is to be overtaken
     */
    public record Behaviour(long latency, long bandwidth, long hertz, long loss, long duplication, long reordering, long holdUp) {}

    private final Behaviour behaviour;
    private final Carrier carrier;
    private long free;

    public Line(Behaviour behaviour, Carrier carrier) {
        this.behaviour = behaviour;
        this.carrier = carrier;
    }

    /** A line with all behaviours, whose chances come from a seed's stream. */
    public static Line to(Station station, Behaviour behaviour, long seed, int stream) {
        Carrier chain = new Latency(behaviour.latency(), station);
        chain = new Reordering(behaviour.reordering(), behaviour.holdUp(), new SeededRandom(seed, stream), chain);
        chain = new Duplication(behaviour.duplication(), new SeededRandom(seed, stream + 1), chain);
        chain = new Loss(behaviour.loss(), new SeededRandom(seed, stream + 2), chain);
        return new Line(behaviour, chain);
    }

    /** Streams of the seed that {@link #to} uses. */
    public static final int STREAMS = 3;

    /** Takes a frame at a cycle; the cycle at which its last bit has left the sender. Short ones are padded with zeros. */
    public long send(long now, byte[] frame) {
        byte[] padded = frame.length < SHORTEST ? Arrays.copyOf(frame, SHORTEST) : frame;
        long bits = (padded.length + OVERHEAD_BYTES) * 8L;
        free = Math.max(now, free) + Math.ceilDiv(bits * behaviour.hertz(), behaviour.bandwidth());
        carrier.carry(free, padded);
        return free;
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLong(free);
        carrier.save(out);
    }

    @Override
    public void load(SnapshotReader in) {
        free = in.getLong();
        carrier.load(in);
    }
}
