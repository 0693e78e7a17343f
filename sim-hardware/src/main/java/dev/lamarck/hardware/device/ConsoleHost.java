package dev.lamarck.hardware.device;

/** The terminal outside the machine. */
public interface ConsoleHost {
    void write(int octet);

    /** What a program says on its error stream; where nobody tells the two apart, output like the rest. */
    default void writeError(int octet) {
        write(octet);
    }

    /** Waits for 1 … {@code limit} bytes of input and returns them, or an empty array at the end of input. */
    byte[] read(long cycle, int limit);
}
