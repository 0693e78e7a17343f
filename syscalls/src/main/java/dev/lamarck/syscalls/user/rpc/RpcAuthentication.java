package dev.lamarck.syscalls.user.rpc;

import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.xdr.MemoryXdr;
import dev.lamarck.syscalls.user.xdr.Xdr;
import dev.lamarck.syscalls.user.xdr.XdrValue;

/** Credentials or a verifier: a flavor, and bytes that it gives a meaning (RFC 5531, section 8.2). */
public final class RpcAuthentication implements XdrValue {
    public static final int NONE = 0;
    public static final int SYS = 1;
    private static final int MOST_BYTES = 400;

    private int flavor;
    private byte[] body;

    /** Nobody in particular. */
    public static RpcAuthentication none() {
        return new RpcAuthentication();
    }

    /** Who a Unix system says it is. */
    public static RpcAuthentication system(SystemCredential credential) {
        RpcAuthentication made = new RpcAuthentication();
        MemoryXdr xdr = new MemoryXdr(new byte[MOST_BYTES], Xdr.Operation.ENCODE);
        credential.code(xdr);
        byte[] body = new byte[xdr.position()];
        xdr.rewind(Xdr.Operation.DECODE, body.length);
        xdr.opaque(body);
        made.flavor = SYS;
        made.body = body;
        xdr.free();
        return made;
    }

    public int flavor() {
        return flavor;
    }

    /** Reads the body as {@link #system} wrote it; false if it is of another flavor or no such thing. */
    public boolean read(SystemCredential into) {
        if (flavor != SYS) {
            return false;
        }
        MemoryXdr xdr = new MemoryXdr(body, Xdr.Operation.DECODE);
        into.code(xdr);
        boolean isWell = xdr.isWell() && xdr.position() == body.length;
        Heap.free(xdr);
        return isWell;
    }

    @Override
    public void code(Xdr xdr) {
        flavor = xdr.integer(flavor);
        body = xdr.bytes(body, MOST_BYTES);
    }

    private RpcAuthentication() {}
}
