package dev.lamarck.syscalls.user.rpc;

import dev.lamarck.syscalls.user.xdr.Xdr;
import dev.lamarck.syscalls.user.xdr.XdrValue;

/** What stands before a call's arguments (RFC 5531, section 9: {@code call_body}). */
public final class RpcCall implements XdrValue {
    static final int TYPE = 0;
    static final int RPC_VERSION = 2;

    int number;
    /** Of the protocol: 2, unless somebody sent another. */
    int rpcVersion = RPC_VERSION;
    int program;
    int version;
    int procedure;
    RpcAuthentication credential = RpcAuthentication.none();
    private final RpcAuthentication verifier = RpcAuthentication.none();

    /** Who calls. */
    public RpcAuthentication credential() {
        return credential;
    }

    public int version() {
        return version;
    }

    /** If it is a call of another version of the protocol, no more than that is decoded. */
    @Override
    public void code(Xdr xdr) {
        number = xdr.integer(number);
        if (xdr.integer(TYPE) != TYPE) {
            xdr.fail();
        }
        rpcVersion = xdr.integer(rpcVersion);
        if (rpcVersion != RPC_VERSION) {
            return;
        }
        program = xdr.integer(program);
        version = xdr.integer(version);
        procedure = xdr.integer(procedure);
        credential.code(xdr);
        verifier.code(xdr);
    }
}
