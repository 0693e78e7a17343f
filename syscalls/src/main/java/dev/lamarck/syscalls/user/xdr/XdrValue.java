package dev.lamarck.syscalls.user.xdr;

/** A value of a composite type. */
public interface XdrValue {
    /** Encodes it, or decodes into it, or frees what it leads to. */
    void code(Xdr xdr);
}
