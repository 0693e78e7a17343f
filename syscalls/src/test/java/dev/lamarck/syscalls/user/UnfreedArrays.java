package dev.lamarck.syscalls.user;

import dev.lamarck.toolchain.magic.HostedMachine;

/** A machine on which what is freed has one address for all, so that freeing changes nothing: for library code that frees what the JVM collects. */
public final class UnfreedArrays extends HostedMachine {
    private static final long SOMEWHERE = 0x2000;

    /** Installs it; sockets can be opened and do nothing. */
    public static void install() {
        UnfreedArrays machine = new UnfreedArrays();
        machine.map(0, SOMEWHERE + 16);
        install(machine);
    }

    @Override
    public long handle(Object object) {
        return SOMEWHERE;
    }

    @Override
    public long systemCall(int number, long a0, long a1, long a2, long a3, long a4, long a5) {
        return 0;
    }
}
