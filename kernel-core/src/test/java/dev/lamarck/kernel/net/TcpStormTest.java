package dev.lamarck.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.kmem.Kmem;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two ends over a wire that loses, repeats and holds up packets: whatever it does, each end gets what the other has sent, in order and once, and both come to their
 * end. A failure names its seed: {@code new HostedNetwork().lossy(seed, percent)} is the same wire again.
 */
class TcpStormTest {
    private static final int PORT = 7000;
    private static final int ELSEWHERE = 0x7F00_0002;
    private static final int STEPS = 2_000_000;

    /** One end's side of a storm: what it has still to send, and what it has to get. */
    private static final class End {
        private final StreamUser user;
        private final byte[] sends;
        private final byte[] gets;
        private int sent;
        private boolean isFinished;

        private End(StreamUser user, byte[] sends, byte[] gets) {
            this.user = user;
            this.sends = sends;
            this.gets = gets;
        }

        private void act(Random random) {
            int room = Math.min(Tcp.room(user.connection), sends.length - sent);
            boolean maySend = user.connection.state() == TcpConnection.ESTABLISHED || user.connection.state() == TcpConnection.CLOSE_WAIT;
            if (room > 0 && maySend && !isFinished && random.nextInt(4) == 0) {
                int length = 1 + random.nextInt(Math.min(room, random.nextBoolean() ? 20 : 5000));
                Tcp.wput(user.connection, HostedNetwork.packet(Arrays.copyOfRange(sends, sent, sent + length)), random.nextInt(200) == 0);
                sent += length;
            }
            if (sent == sends.length && maySend && !isFinished) {
                Tcp.finish(user.connection);
                isFinished = true;
            }
            if (user.waiting > 0 && random.nextInt(8) == 0) {
                user.read(1 + random.nextInt(20_000));
            }
        }

        private boolean isDone() {
            return isFinished && user.got.size() == gets.length && user.isEnded() && user.connection.unacknowledged() == 0;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 30})
    void everyByteArrivesOnceAndInOrder(int percent) {
        long repeated = TcpOutput.retransmitted;
        long usual = TcpInput.predicted;
        for (long seed = 1; seed <= 12; seed++) {
            transfer(seed, percent);
        }
        assertThat(TcpOutput.retransmitted - repeated).as("segments sent again").matches(count -> percent == 0 ? count == 0 : count > 100);
        assertThat(TcpInput.predicted - usual).as("segments that went the short way").isGreaterThan(100);
    }

    private static void transfer(long seed, int percent) {
        HostedNetwork network = new HostedNetwork();
        network.lossy(seed, percent);
        Random random = new Random(seed);
        long memory = Kmem.bytesInUse();
        StreamUser listener = new StreamUser();
        Tcp.listen(new TcpConnection(listener), 0, PORT, 5);
        StreamUser client = new StreamUser();
        client.connection = new TcpConnection(client);
        client.connection.setUrgentInline(true);
        Tcp.connect(client.connection, Loopback.ADDRESS, 40_000, ELSEWHERE, PORT);
        byte[] up = new byte[random.nextInt(200_000)];
        byte[] down = new byte[random.nextInt(200_000)];
        random.nextBytes(up);
        random.nextBytes(down);
        End there = null;
        End here = new End(client, up, down);
        int steps = 0;
        while ((there == null || !there.isDone() || !here.isDone()) && steps++ < STEPS && client.error == 0) {
            network.step();
            here.act(random);
            if (there == null && listener.accepted != null) {
                there = new End(listener.accepted, down, up);
                listener.accepted.connection.setUrgentInline(true);
            }
            if (there != null) {
                there.act(random);
            }
        }
        String replay = "seed " + seed + ", " + percent + " % lost; at " + network.milliseconds() + " ms";
        assertThat(client.error).as(replay).isZero();
        assertThat(there).as(replay).isNotNull();
        assertThat(there.user.got.toByteArray()).as(replay).isEqualTo(up);
        assertThat(client.got.toByteArray()).as(replay).isEqualTo(down);
        assertThat(here.isDone() && there.isDone()).as(replay).isTrue();
        assertThat(network.lost()).as(replay).matches(lost -> percent == 0 ? lost == 0 : up.length + down.length < 20_000 || lost > 0);
        Tcp.close(client.connection, false);
        Tcp.close(there.user.connection, false);
        for (int i = 0; i < 40_000; i++) {
            network.step();
        }
        assertThat(Tcp.isInUse(0, PORT) || Tcp.isInUse(0, 40_000)).as("forgotten by both ends, " + replay).isFalse();
        assertThat(Kmem.bytesInUse()).as("memory, " + replay).isEqualTo(memory);
    }
}
