package dev.lamarck.syscalls.user.rpc;

import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.StreamSockets;
import dev.lamarck.syscalls.user.xdr.RecordXdr;
import dev.lamarck.syscalls.user.xdr.Xdr;
import dev.lamarck.syscalls.user.xdr.XdrValue;

/**
 * A client with a connection, on which calls and replies are records. After a call of which not all was sent, or no reply came, the connection is of no use, as nobody knows
 * where the next record begins: further calls cannot be sent.
 */
public final class TcpClient extends RpcClient {
    private final int socket;
    private final RecordXdr out;
    private final RecordXdr in;
    private boolean isBroken;

    /** Of the server with this name; null if there is no connection to be had. */
    public static TcpClient connect(byte[] server, int program, int version) {
        int socket = StreamSockets.connect(server);
        return socket < 0 ? null : new TcpClient(socket, program, version);
    }

    private TcpClient(int socket, int program, int version) {
        super(program, version, Posix.processNumber() << 16);
        this.socket = socket;
        out = new RecordXdr(socket, Xdr.Operation.ENCODE, 0);
        in = new RecordXdr(socket, Xdr.Operation.DECODE, 0);
    }

    @Override
    public RpcStatus call(int procedure, XdrValue arguments, XdrValue results, int milliseconds) {
        if (isBroken) {
            return RpcStatus.CANNOT_SEND;
        }
        isBroken = true;
        out.begin(Xdr.Operation.ENCODE);
        if (!encode(out, procedure, arguments)) {
            return RpcStatus.CANNOT_ENCODE;
        }
        if (!out.endRecord()) {
            return RpcStatus.CANNOT_SEND;
        }
        in.setTimeout(milliseconds);
        while (in.nextRecord()) {
            if (isReply(in)) {
                isBroken = false;
                return finish(in, results);
            }
        }
        return in.isTimedOut() ? RpcStatus.TIMED_OUT : RpcStatus.CANNOT_RECEIVE;
    }

    @Override
    public void close() {
        Posix.close(socket);
        out.free();
        in.free();
        Heap.free(this);
    }
}
