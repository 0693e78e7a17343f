package dev.lamarck.toolchain.sparc;

import java.util.List;

/** A block in its final place: all its transfers are instructions now. {@code block} is its label. */
record CodeBlock(MachineBlock block, List<MachineInstruction> instructions) {}
