package dev.lamarck.hardware.isa;

/** The second source of an instruction. */
public sealed interface Source2 {
    /** An integer register, or, in a floating-point conditional move, a floating-point register. */
    record Register(int number) implements Source2 {}

    record Immediate(int value) implements Source2 {}

    static Source2 register(int number) {
        return new Register(number);
    }

    static Source2 immediate(int value) {
        return new Immediate(value);
    }
}
