package dev.lamarck.syscalls.user.rpc;

import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.xdr.RecordXdr;
import dev.lamarck.syscalls.user.xdr.Xdr;

/** A server's end of a connection. */
final class RpcConnection {
    /** Who stops in the middle of a record keeps all others waiting so long. */
    private static final int SILENCE_MILLISECONDS = 2000;

    private final int descriptor;
    private final RecordXdr in;
    private final RecordXdr out;

    RpcConnection(int descriptor) {
        this.descriptor = descriptor;
        in = new RecordXdr(descriptor, Xdr.Operation.DECODE, SILENCE_MILLISECONDS);
        out = new RecordXdr(descriptor, Xdr.Operation.ENCODE, SILENCE_MILLISECONDS);
    }

    int descriptor() {
        return descriptor;
    }

    /** Answers the calls that are there; false if the connection is at its end or sends something else. */
    boolean serve(RpcServer server) {
        do {
            if (!in.nextRecord()) {
                return false;
            }
            out.begin(Xdr.Operation.ENCODE);
            if (!server.answer(in, out) || !out.endRecord()) {
                return false;
            }
        } while (in.hasMore());
        return true;
    }

    void close() {
        Posix.close(descriptor);
        in.free();
        out.free();
        Heap.free(this);
    }
}
