package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.StreamSockets;

/** A stream socket, which the partner connects. */
final class SocketLink extends Link {
    private final byte[] name;
    private int listener;

    /** @param name of the listener, a {@code struct sockaddr} */
    SocketLink(byte[] name) {
        this.name = name;
    }

    @Override
    void prepare() {
        listener = (int) Check.succeeded(StreamSockets.listen(name));
    }

    @Override
    void beginPartner() {
        Posix.close(listener);
        input = (int) Check.succeeded(StreamSockets.connect(name));
        output = input;
    }

    @Override
    void begin() {
        input = (int) Check.succeeded(StreamSockets.accept(listener));
        output = input;
        Posix.close(listener);
    }
}
