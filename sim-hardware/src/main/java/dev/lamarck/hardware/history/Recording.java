package dev.lamarck.hardware.history;

import dev.lamarck.hardware.device.ChannelHost;
import dev.lamarck.hardware.device.ConsoleHost;
import dev.lamarck.hardware.device.Typed;
import dev.lamarck.hardware.machine.Host;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands between a machine and its hosts and keeps what they answered. When the machine has gone back, it gets the same answers
 * again from here, and the hosts hear nothing until it reaches what is new.
 */
public final class Recording implements ConsoleHost, ChannelHost {
    /** How much of input, answers and output lies behind the machine. */
    record Cursor(int inputs, int answers, long written, int replies, int typed) {}

    private final Host host;
    private final List<byte[]> inputs = new ArrayList<>();
    private final List<byte[]> answers = new ArrayList<>();
    /** What a terminal had to say when the guest listened, and what a person typed besides. */
    private final List<List<Typed>> replies = new ArrayList<>();
    private final List<Typed> typed = new ArrayList<>();
    private Cursor now = new Cursor(0, 0, 0, 0, 0);
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
        now = new Cursor(now.inputs, now.answers, now.written + 1, now.replies, now.typed);
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
        now = new Cursor(now.inputs + 1, now.answers, now.written, now.replies, now.typed);
        return input;
    }

    @Override
    public List<Typed> listen(long cycle, int sort) {
        if (now.replies == replies.size()) {
            replies.add(host.console().listen(cycle, sort));
        }
        List<Typed> reply = replies.get(now.replies);
        now = new Cursor(now.inputs, now.answers, now.written, now.replies + 1, now.typed);
        return reply;
    }

    @Override
    public byte[] typed(long cycle) {
        byte[] keys = host.console().typed(cycle);
        if (keys.length > 0) {
            typed.add(new Typed(cycle + 1, keys));
            now = new Cursor(now.inputs, now.answers, now.written, now.replies, typed.size());
        }
        return keys;
    }

    @Override
    public void rest(long nanoseconds) {
        host.console().rest(nanoseconds);
    }

    @Override
    public boolean isAttended() {
        return host.console().isAttended();
    }

    /** What was typed after the machine was where it has gone back to: it is to be typed again, and is then behind the cursor. */
    List<Typed> typedLater() {
        List<Typed> later = List.copyOf(typed.subList(now.typed, typed.size()));
        now = new Cursor(now.inputs, now.answers, now.written, now.replies, typed.size());
        return later;
    }

    @Override
    public byte[] answer(long cycle, long kind, byte[] request) {
        if (now.answers == answers.size()) {
            answers.add(host.channel().answer(cycle, kind, request));
        }
        byte[] answer = answers.get(now.answers);
        now = new Cursor(now.inputs, now.answers + 1, now.written, now.replies, now.typed);
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
        replies.subList(now.replies, replies.size()).clear();
        heard = now.written;
    }
}
