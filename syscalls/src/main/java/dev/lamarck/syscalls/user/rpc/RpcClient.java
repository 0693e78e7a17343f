package dev.lamarck.syscalls.user.rpc;

import dev.lamarck.syscalls.user.xdr.Xdr;
import dev.lamarck.syscalls.user.xdr.XdrValue;

/** One who calls the procedures of a program's version on some server. */
public abstract class RpcClient {
    private final RpcCall header = new RpcCall();
    private final RpcReply reply = new RpcReply();
    private int number;

    /** The first call's number is this one's successor. */
    RpcClient(int program, int version, int number) {
        header.program = program;
        header.version = version;
        this.number = number;
    }

    /** Who it says it is from now on; nobody in particular before. */
    public final void authenticate(RpcAuthentication credential) {
        header.credential = credential;
    }

    /** Calls a procedure and waits so many milliseconds at most. Only if it succeeds there are results. */
    public abstract RpcStatus call(int procedure, XdrValue arguments, XdrValue results, int milliseconds);

    /** Gives back all it is made of. */
    public abstract void close();

    /** Encodes a call with a new number; whether there was room. */
    final boolean encode(Xdr xdr, int procedure, XdrValue arguments) {
        header.number = ++number;
        header.procedure = procedure;
        header.code(xdr);
        arguments.code(xdr);
        return xdr.isWell();
    }

    /** Decodes a reply up to its results; false if it is that of another call. */
    final boolean isReply(Xdr xdr) {
        reply.code(xdr);
        return !xdr.isWell() || reply.number == number;
    }

    /** After {@link #isReply}: what it says, its results decoded. */
    final RpcStatus finish(Xdr xdr, XdrValue results) {
        RpcStatus status = xdr.isWell() ? reply.meaning() : RpcStatus.CANNOT_DECODE;
        if (status == RpcStatus.SUCCESS) {
            results.code(xdr);
        }
        boolean isWell = xdr.isWell();
        xdr.begin(Xdr.Operation.FREE);
        reply.code(xdr);
        return isWell ? status : RpcStatus.CANNOT_DECODE;
    }
}
