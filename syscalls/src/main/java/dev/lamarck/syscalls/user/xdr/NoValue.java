package dev.lamarck.syscalls.user.xdr;

/** The type without values, of procedures that take or give nothing. */
public final class NoValue implements XdrValue {
    public static final NoValue VOID = new NoValue();

    @Override
    public void code(Xdr xdr) {}

    private NoValue() {}
}
