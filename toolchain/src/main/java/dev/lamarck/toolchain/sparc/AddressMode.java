package dev.lamarck.toolchain.sparc;

import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Value;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Memory at {@code base + index + displacement}; {@code index} is null or the displacement is 0. */
record AddressMode(Value base, Value index, long displacement) {
    /** The mode of a load's or store's first two operands: additions that it can absorb are absorbed. */
    static AddressMode of(Value memory, Predicate<Value> usedOnce) {
        Value a = memory.operand(0);
        Value b = memory.operand(1);
        if (!b.isConstant()) {
            return a.isConstant() && Constants.isSigned13(a.constant()) ? new AddressMode(b, null, a.constant()) : new AddressMode(a, b, 0);
        }
        AddressMode mode = new AddressMode(a, null, b.constant());
        for (AddressMode next = mode.absorbed(usedOnce); next != null; next = mode.absorbed(usedOnce)) {
            mode = next;
        }
        return mode;
    }

    private AddressMode absorbed(Predicate<Value> usedOnce) {
        if (index != null || base.op() != Op.ADD) {
            return null;
        }
        Value right = base.operand(1);
        if (right.isConstant()) {
            long sum = displacement + right.constant();
            return Constants.isSigned13(sum) ? new AddressMode(base.operand(0), null, sum) : null;
        }
        return displacement == 0 && usedOnce.test(base) ? new AddressMode(base.operand(0), right, 0) : null;
    }

    Stream<Value> values() {
        return index == null ? Stream.of(base) : Stream.of(base, index);
    }
}
