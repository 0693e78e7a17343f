package dev.lamarck.toolchain.magic;

/** Calls through a code address that no Java type knows: thread starts, patches, table entries. */
public final class Call {
    @Intrinsic
    public static long indirect(long target, long a0, long a1, long a2, long a3, long a4, long a5) {
        return HostedMachine.current().call(target, a0, a1, a2, a3, a4, a5);
    }

    /** The entry address of a static method named by literals: its class, and its name, unique in the class. */
    @Intrinsic
    public static long entryOf(Class<?> type, String method) {
        return HostedMachine.current().entryOf(type, method);
    }

    private Call() {}
}
