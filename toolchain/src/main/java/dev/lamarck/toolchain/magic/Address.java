package dev.lamarck.toolchain.magic;

/**
 * Objects as addresses and back. Hosted, objects have no place in simulated memory: {@link #of} gives each object a stable odd
 * handle that {@link #object} turns back and that no load accepts.
 */
public final class Address {
    @Intrinsic
    public static long of(Object object) {
        return HostedMachine.current().handle(object);
    }

    /** The object at an address; unchecked. */
    @Intrinsic
    public static Object object(long address) {
        return HostedMachine.current().object(address);
    }

    /** The hub of a class named by a literal. */
    @Intrinsic
    public static long hubOf(Class<?> type) {
        return HostedMachine.current().handle(type);
    }

    /** Bytes of an instance of a class named by a literal, header included. */
    @Intrinsic
    public static int sizeOf(Class<?> type) {
        return HostedMachine.current().sizeOf(type);
    }

    /** Byte offset of a field; both arguments are literals. Assembly takes its offsets from here. */
    @Intrinsic
    public static int offsetOf(Class<?> type, String field) {
        return HostedMachine.current().offsetOf(type, field);
    }

    /** The address of a symbol of the image, the linker's own included; the name is a literal. */
    @Intrinsic
    public static long symbol(String name) {
        return HostedMachine.current().symbol(name);
    }

    private Address() {}
}
