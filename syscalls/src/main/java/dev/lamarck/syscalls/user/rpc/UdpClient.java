package dev.lamarck.syscalls.user.rpc;

import dev.lamarck.syscalls.user.DatagramSockets;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.InternetName;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.Readiness;
import dev.lamarck.syscalls.user.xdr.MemoryXdr;
import dev.lamarck.syscalls.user.xdr.Xdr;
import dev.lamarck.syscalls.user.xdr.XdrValue;

/** A client whose calls and replies are datagrams, sent again as long as no reply comes. */
public final class UdpClient extends RpcClient {
    /** What Sun's library allows. */
    static final int MOST_BYTES = 8800;
    private static final long NANOSECONDS = 1_000_000;

    private final int socket;
    private final byte[] server;
    private final int firstWait;
    private final MemoryXdr out = new MemoryXdr(new byte[MOST_BYTES], Xdr.Operation.ENCODE);
    private final MemoryXdr in = new MemoryXdr(new byte[MOST_BYTES], Xdr.Operation.DECODE);
    private final byte[] sender = new byte[InternetName.BYTES];
    private final Readiness readiness = new Readiness(1);
    private int sent;

    /** Of the server with this name; a call is sent again after so many milliseconds first. Without descriptors left every call cannot be sent. */
    public UdpClient(byte[] server, int program, int version, int firstWait) {
        super(program, version, Posix.processNumber() << 16);
        this.server = server;
        this.firstWait = firstWait;
        socket = DatagramSockets.open(server);
        readiness.add(socket);
    }

    /** Datagrams that went out so far, those sent again included. */
    public int sent() {
        return sent;
    }

    @Override
    public RpcStatus call(int procedure, XdrValue arguments, XdrValue results, int milliseconds) {
        out.rewind(Xdr.Operation.ENCODE, MOST_BYTES);
        if (!encode(out, procedure, arguments)) {
            return RpcStatus.CANNOT_ENCODE;
        }
        long start = Posix.nanoseconds();
        int wait = firstWait;
        for (int passed = 0; passed < milliseconds; wait *= 2) {
            if (!send()) {
                return RpcStatus.CANNOT_SEND;
            }
            if (receive(start + Math.min(passed + wait, milliseconds) * NANOSECONDS)) {
                return finish(in, results);
            }
            passed = (int) ((Posix.nanoseconds() - start) / NANOSECONDS);
        }
        return RpcStatus.TIMED_OUT;
    }

    private boolean send() {
        sent++;
        return DatagramSockets.send(socket, out.buffer(), out.position(), server) == out.position();
    }

    /** Waits for this call's reply until that moment; others, which come late, are dropped. An error on the socket is as if nothing came: the server may be about to start. */
    private boolean receive(long until) {
        long left = until - Posix.nanoseconds();
        while (left > 0) {
            if (readiness.await((int) ((left + NANOSECONDS - 1) / NANOSECONDS)) > 0) {
                int length = DatagramSockets.receive(socket, in.buffer(), sender);
                in.rewind(Xdr.Operation.DECODE, Math.max(length, 0));
                if (length > 0 && isReply(in)) {
                    return true;
                }
            }
            left = until - Posix.nanoseconds();
        }
        return false;
    }

    @Override
    public void close() {
        Posix.close(socket);
        out.free();
        in.free();
        readiness.free();
        Heap.free(this);
    }
}
