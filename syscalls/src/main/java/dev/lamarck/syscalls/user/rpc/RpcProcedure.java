package dev.lamarck.syscalls.user.rpc;

import dev.lamarck.syscalls.user.xdr.XdrValue;

/** A procedure of a program: what it takes, what it gives, and how it makes the one of the other. */
public abstract class RpcProcedure {
    private final XdrValue arguments;
    private final XdrValue results;

    /** Both belong to the procedure, which runs for one call at a time; what they lead to is freed after it. They may be the same object, but not share what they lead to. */
    protected RpcProcedure(XdrValue arguments, XdrValue results) {
        this.arguments = arguments;
        this.results = results;
    }

    final XdrValue arguments() {
        return arguments;
    }

    final XdrValue results() {
        return results;
    }

    /** Of the arguments as decoded makes the results as they will be encoded. False if it fails for no fault of the caller's. */
    protected abstract boolean run(RpcCall call);
}
