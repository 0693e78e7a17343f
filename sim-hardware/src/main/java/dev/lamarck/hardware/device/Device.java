package dev.lamarck.hardware.device;

import dev.lamarck.hardware.snapshot.Stateful;

/** A block of 64-bit registers. Registers that do not exist, or cannot be read or written, read as zero and ignore writes. */
public interface Device extends Stateful {
    long read(int register);

    void write(int register, long value);
}
