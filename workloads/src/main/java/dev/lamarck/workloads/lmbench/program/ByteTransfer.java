package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** One byte from {@code /dev/zero}, or to {@code /dev/null}. */
final class ByteTransfer extends Task {
    private static final byte[] BYTE = new byte[1];

    private final boolean writes;
    private int descriptor;

    ByteTransfer(boolean writes) {
        this.writes = writes;
    }

    @Override
    public String name() {
        return writes ? "write" : "read";
    }

    @Override
    public String round() {
        return writes ? "write of a byte to /dev/null" : "read of a byte from /dev/zero";
    }

    @Override
    public int rounds() {
        return 1000;
    }

    @Override
    void prepare() {
        descriptor = (int) Check.succeeded(Posix.open(Text.bytes(writes ? "/dev/null" : "/dev/zero"), writes ? 1 : 0, 0));
    }

    @Override
    void run(int rounds) {
        for (int i = 0; i < rounds; i++) {
            Check.holds((writes ? Posix.write(descriptor, BYTE, 0, 1) : Posix.read(descriptor, BYTE, 0, 1)) == 1);
        }
    }

    @Override
    void clear() {
        Posix.close(descriptor);
    }
}
