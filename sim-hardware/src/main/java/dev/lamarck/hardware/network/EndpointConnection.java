package dev.lamarck.hardware.network;

import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import java.util.Arrays;
import java.util.Optional;

/**
 * The endpoint's end of a connection of TCP: in-order only (what comes too early will come again), acknowledging at once, with slow start, sending again
 * after a time-out or three duplicate acknowledgements. Written apart from the kernel's, to differ where the RFCs leave a choice.
 */
final class EndpointConnection {
    private static final int WINDOW = 32_768;
    private static final int MSS = 1460;
    private static final int LARGEST_WINDOW = 65_535;
    private static final int MOST_RETRIES = 12;
    private static final int LOST_AFTER = 3;

    /** What it sends by, and what time is. */
    interface Way {
        void send(EndpointConnection from, Segment segment);

        long now();

        /** A second, in cycles. */
        long second();
    }

    final long hardwareAddress;
    final int remoteAddress;
    final int remotePort;
    final int localPort;
    private int sndUna;
    private int sndNxt;
    private int sndWnd;
    private int rcvNxt;
    private int cwnd;
    private int mss;
    private int duplicates;
    private int retries;
    /** What was sent before the last loss was seen: as long as it is not acknowledged, what is next may be lost too. */
    private int recover;
    private boolean isEstablished;
    private boolean isFinWanted;
    private boolean isFinSent;
    private boolean isPeerDone;
    private boolean isOver;
    /** From sndUna on; and what was received and not answered. */
    private byte[] output = {};
    private byte[] request = {};
    long timer = EventQueue.NEVER;

    /** One that answers a SYN. */
    EndpointConnection(long hardwareAddress, int remoteAddress, Segment syn, int iss) {
        this.hardwareAddress = hardwareAddress;
        this.remoteAddress = remoteAddress;
        remotePort = syn.sourcePort();
        localPort = syn.destinationPort();
        rcvNxt = syn.sequence() + 1;
        sndUna = iss;
        sndNxt = iss;
        recover = iss;
        sndWnd = syn.window();
        mss = Math.min(MSS, syn.mss() == 0 ? 536 : syn.mss());
        cwnd = 2 * mss;
    }

    EndpointConnection(SnapshotReader in) {
        hardwareAddress = in.getLong();
        remoteAddress = in.getInt();
        remotePort = in.getInt();
        localPort = in.getInt();
        sndUna = in.getInt();
        sndNxt = in.getInt();
        sndWnd = in.getInt();
        rcvNxt = in.getInt();
        cwnd = in.getInt();
        mss = in.getInt();
        duplicates = in.getInt();
        retries = in.getInt();
        recover = in.getInt();
        isEstablished = in.getBoolean();
        isFinWanted = in.getBoolean();
        isFinSent = in.getBoolean();
        isPeerDone = in.getBoolean();
        isOver = in.getBoolean();
        output = in.getBlock();
        request = in.getBlock();
        timer = in.getLong();
    }

    void save(SnapshotWriter out) {
        out.putLong(hardwareAddress);
        for (int word : new int[] {remoteAddress, remotePort, localPort, sndUna, sndNxt, sndWnd, rcvNxt, cwnd, mss, duplicates, retries, recover}) {
            out.putInt(word);
        }
        for (boolean flag : new boolean[] {isEstablished, isFinWanted, isFinSent, isPeerDone, isOver}) {
            out.putBoolean(flag);
        }
        out.putBlock(output);
        out.putBlock(request);
        out.putLong(timer);
    }

    boolean isOver() {
        return isOver;
    }

    boolean isOf(int address, Segment segment) {
        return remoteAddress == address && remotePort == segment.sourcePort() && localPort == segment.destinationPort();
    }

    void start(Way way) {
        send(way, Segment.SYN | Segment.ACK, sndUna, 0);
        sndNxt = sndUna + 1;
        startTimer(way);
    }

    private void send(Way way, int flags, int sequence, int length) {
        int from = sequence - sndUna;
        byte[] data = length == 0 ? new byte[0] : Arrays.copyOfRange(output, from, from + length);
        way.send(this, new Segment(localPort, remotePort, sequence, rcvNxt, flags, WINDOW, (flags & Segment.SYN) != 0 ? MSS : 0, data));
    }

    void receive(Segment segment, Way way) {
        if (segment.has(Segment.RST)) {
            isOver |= segment.sequence() == rcvNxt;
            return;
        }
        if (segment.has(Segment.SYN)) {
            send(way, isEstablished ? Segment.ACK : Segment.SYN | Segment.ACK, isEstablished ? sndNxt : sndUna, 0);
            return;
        }
        if (segment.has(Segment.ACK)) {
            acknowledge(segment, way);
        }
        if (!isEstablished || isOver) {
            return;
        }
        boolean saysSomething = segment.data().length > 0 || segment.has(Segment.FIN);
        if (segment.sequence() == rcvNxt && saysSomething && !isPeerDone) {
            take(segment);
        }
        int before = sndNxt;
        fill(way);
        if (sndNxt == before && (saysSomething || segment.sequence() != rcvNxt)) {
            send(way, Segment.ACK, sndNxt, 0);
        }
        isOver |= isPeerDone && isFinSent && sndUna == sndNxt;
    }

    private void take(Segment segment) {
        rcvNxt += segment.data().length;
        byte[] all = joined(request, segment.data());
        Service service = Service.at(localPort).orElseThrow();
        Optional<byte[]> answer = isFinWanted ? Optional.of(new byte[0]) : service.answer(all);
        request = answer.isPresent() ? new byte[0] : all;
        if (answer.isPresent() && !isFinWanted) {
            output = joined(output, answer.get());
            isFinWanted = service.isOver();
        }
        if (segment.has(Segment.FIN)) {
            rcvNxt++;
            isPeerDone = true;
            isFinWanted = true;
        }
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private void acknowledge(Segment segment, Way way) {
        int acked = segment.acknowledgement() - sndUna;
        if (acked < 0 || segment.acknowledgement() - sndNxt > 0) {
            return;
        }
        boolean isSame = segment.window() == sndWnd && segment.data().length == 0 && !segment.has(Segment.FIN);
        sndWnd = segment.window();
        if (acked == 0) {
            if (isSame && sndNxt != sndUna && ++duplicates == LOST_AFTER) {
                cwnd = Math.max(2 * mss, cwnd / 2);
                recover = sndNxt;
                resend(way);
            }
            return;
        }
        duplicates = 0;
        retries = 0;
        if (!isEstablished) {
            isEstablished = true;
            acked--;
        }
        int data = Math.min(acked, output.length);
        output = Arrays.copyOfRange(output, data, output.length);
        sndUna = segment.acknowledgement();
        cwnd = Math.min(LARGEST_WINDOW, cwnd + mss);
        timer = EventQueue.NEVER;
        if (sndUna != sndNxt) {
            startTimer(way);
        }
        if (sndUna - recover < 0) {
            resend(way);
        } else {
            recover = sndUna;
        }
    }

    /** As much as the windows allow; with a closed one, a byte if nothing else is out. */
    private void fill(Way way) {
        int window = Math.min(sndWnd, cwnd);
        int sent = sndNxt - sndUna;
        boolean goesOn = true;
        while (goesOn && sent < output.length && !isFinSent) {
            int length = Math.min(Math.min(mss, output.length - sent), window == 0 && sent == 0 && timer != EventQueue.NEVER ? 1 : window - sent);
            goesOn = length > 0;
            if (goesOn) {
                boolean isLast = sent + length == output.length;
                send(way, Segment.ACK | (isLast ? Segment.PSH : 0), sndNxt, length);
                sndNxt += length;
                sent += length;
            }
        }
        if (isFinWanted && !isFinSent && sent == output.length) {
            send(way, Segment.FIN | Segment.ACK, sndNxt, 0);
            sndNxt++;
            isFinSent = true;
        }
        if ((sndNxt != sndUna || output.length > 0) && timer == EventQueue.NEVER) {
            startTimer(way);
        }
    }

    private void startTimer(Way way) {
        timer = way.now() + (way.second() << Math.min(retries, 6));
    }

    /** The first segment that is not acknowledged. */
    private void resend(Way way) {
        if (!isEstablished) {
            send(way, Segment.SYN | Segment.ACK, sndUna, 0);
        } else if (output.length > 0) {
            int length = Math.min(Math.min(mss, output.length), Math.max(1, sndWnd));
            send(way, Segment.ACK | Segment.PSH, sndUna, length);
            sndNxt = sndNxt == sndUna ? sndUna + length : sndNxt;
        } else if (isFinSent) {
            send(way, Segment.FIN | Segment.ACK, sndUna, 0);
        }
    }

    /** The timer is due. */
    void expire(Way way) {
        timer = EventQueue.NEVER;
        isOver |= ++retries > MOST_RETRIES;
        if (!isOver) {
            cwnd = mss;
            recover = sndNxt;
            resend(way);
            startTimer(way);
        }
    }
}
