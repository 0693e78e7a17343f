package dev.lamarck.syscalls.user.rpc;

import dev.lamarck.syscalls.user.xdr.Xdr;
import dev.lamarck.syscalls.user.xdr.XdrValue;

/** {@code struct authsys_parms} (RFC 5531, appendix A). */
public final class SystemCredential implements XdrValue {
    private static final int LONGEST_NAME = 255;
    private static final int MOST_GROUPS = 16;

    public int stamp;
    public byte[] machine;
    public int user;
    public int group;
    public int[] groups;

    @Override
    public void code(Xdr xdr) {
        stamp = xdr.integer(stamp);
        machine = xdr.bytes(machine, LONGEST_NAME);
        user = xdr.integer(user);
        group = xdr.integer(group);
        groups = xdr.integers(groups, MOST_GROUPS);
    }
}
