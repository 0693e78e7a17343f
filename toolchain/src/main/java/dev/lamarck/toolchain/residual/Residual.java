package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.link.BoundCode;
import java.util.List;

/**
 * A residual function: low-level code as it went to the back end, its machine words bound to an image at an address, what it assumes, and how it came about.
 * It has the calling convention of the method, static arguments included.
 */
public record Residual(String symbol, Specialization specialization, Function function, BoundCode code, List<Assumption> assumptions, Report report) {
    public Residual {
        assumptions = List.copyOf(assumptions);
    }
}
