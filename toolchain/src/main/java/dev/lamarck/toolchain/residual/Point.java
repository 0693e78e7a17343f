package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.ir.Block;

/** A place of a source function: before instruction {@code index} of a block. Only block heads and places behind inlined calls are come to. */
record Point(Block block, int index) {
    static Point head(Block block) {
        return new Point(block, 0);
    }
}
