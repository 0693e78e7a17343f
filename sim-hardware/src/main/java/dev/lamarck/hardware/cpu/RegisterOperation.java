package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;

/**
 * An operation on integer registers: rd, rs1, and a second operand that is {@code rs2 + immediate}, one of which is zero, so
 * that no operation exists in two variants. Registers are known by their slots in a window ({@link ProcessorState#slot}); writes of
 * %g0 go to the sink.
 */
abstract class RegisterOperation extends Operation {
    final int rd;
    final int rs1;
    final int rs2;
    final long immediate;

    /** With a 13-bit immediate. */
    RegisterOperation(int kind, int word) {
        this(kind, destination(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, 13);
    }

    /** {@code rd} and {@code rs1} are slots; where the instruction has no such integer register, other numbers. */
    RegisterOperation(int kind, int rd, int rs1, int word, int immediateBits) {
        super(kind);
        boolean hasImmediate = Fields.isImmediate(word);
        this.rd = rd;
        this.rs1 = rs1;
        this.rs2 = ProcessorState.slot(hasImmediate ? 0 : Fields.rs2(word));
        this.immediate = hasImmediate ? word << 32 - immediateBits >> 32 - immediateBits : 0;
    }

    static int destination(int register) {
        return register == 0 ? ProcessorState.SINK : ProcessorState.slot(register);
    }

    final long first(ProcessorState s) {
        return s.r[s.window + rs1];
    }

    final long second(ProcessorState s) {
        return s.r[s.window + rs2] + immediate;
    }

    /** rs1 plus the second operand, as memory accesses and jumps form addresses. */
    final long address(ProcessorState s) {
        long[] r = s.r;
        int window = s.window;
        return r[window + rs1] + r[window + rs2] + immediate;
    }

    final long source(ProcessorState s) {
        return s.r[s.window + rd];
    }

    final void set(ProcessorState s, long result) {
        s.r[s.window + rd] = result;
    }
}
