package dev.lamarck.hardware.history;

import dev.lamarck.hardware.device.ChannelHost;
import dev.lamarck.hardware.device.ConsoleHost;
import dev.lamarck.hardware.machine.Host;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands between a machine and its hosts and keeps what they answered. When the machine has gone back, it gets the same answers
 * again from here, and the hosts hear nothing until it reaches what is new.
 */
public final class Recording implements ConsoleHost, ChannelHost {
    /** How much of input, answers and output lies behind the machine. */
    record Cursor(int inputs, int answers, long written) {}

    private final Host host;
    private final List<byte[]> inputs = new ArrayList<>();
    private final List<byte[]> answers = new ArrayList<>();
    private Cursor now = new Cursor(0, 0, 0);
    private long heard;

    public Recording(Host host) {
        this.host = host;
    }

    /** What the machine is to be connected to. */
    public Host asHost() {
        return new Host(this, this);
    }

    @Override
    public void write(int octet) {
        if (isNewOutput()) {
            host.console().write(octet);
        }
    }

    @Override
    public void writeError(int octet) {
        if (isNewOutput()) {
            host.console().writeError(octet);
        }
    }

    private boolean isNewOutput() {
        now = new Cursor(now.inputs, now.answers, now.written + 1);
        boolean isNew = now.written > heard;
        heard = Math.max(heard, now.written);
        return isNew;
    }

    @Override
    public byte[] read(long cycle, int limit) {
        if (now.inputs == inputs.size()) {
            inputs.add(host.console().read(cycle, limit));
        }
        byte[] input = inputs.get(now.inputs);
        now = new Cursor(now.inputs + 1, now.answers, now.written);
        return input;
    }

    @Override
    public byte[] answer(long cycle, long kind, byte[] request) {
        if (now.answers == answers.size()) {
            answers.add(host.channel().answer(cycle, kind, request));
        }
        byte[] answer = answers.get(now.answers);
        now = new Cursor(now.inputs, now.answers + 1, now.written);
        return answer;
    }

    Cursor cursor() {
        return now;
    }

    /** The machine has gone to where the cursor was this. */
    void moveTo(Cursor cursor) {
        now = cursor;
    }

    /** What comes from here on is another future: nothing that was recorded beyond applies to it. */
    void forgetFuture() {
        inputs.subList(now.inputs, inputs.size()).clear();
        answers.subList(now.answers, answers.size()).clear();
        heard = now.written;
    }
}
