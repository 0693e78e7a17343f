package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.Op;
import dev.lamarck.hardware.isa.Source2;
import java.util.List;

/** Functions between selection and emission as text; the form of the dumps. Registers are named as in {@link Registers#name}. */
final class CodePrinter {
    private CodePrinter() {}

    static String print(MachineFunction function) {
        StringBuilder text = new StringBuilder(function.symbol() + ": " + function.mode().name().toLowerCase() + "\n");
        for (MachineBlock block : function.blocks()) {
            block(text, block, block.instructions());
            if (block.next() != null) {
                text.append("        -> ").append(block.next()).append('\n');
            }
        }
        return text.toString();
    }

    static String print(String symbol, List<CodeBlock> code) {
        StringBuilder text = new StringBuilder(symbol + ":\n");
        code.forEach(b -> block(text, b.block(), b.instructions()));
        return text.toString();
    }

    private static void block(StringBuilder text, MachineBlock block, List<MachineInstruction> instructions) {
        text.append(block).append(":\n");
        for (MachineInstruction instruction : instructions) {
            text.append("        ").append(print(instruction));
            if (instruction.position() != null) {
                text.append("  ! ").append(instruction.position().line());
            }
            text.append('\n');
        }
    }

    private static String print(MachineInstruction instruction) {
        String text = print(instruction.insn());
        if (instruction.symbol() != null) {
            SymbolUse use = instruction.symbol();
            text += " " + use.kind() + "(" + use.symbol() + (use.addend() == 0 ? "" : "+" + use.addend()) + ")";
        }
        if (instruction.target() != null) {
            text += " " + instruction.target();
        }
        return instruction.slot() < 0 ? text : text + " [slot " + instruction.slot() + "]";
    }

    /** Mnemonic and operands in the order of the instruction's text. */
    private static String print(Insn insn) {
        return switch (insn) {
            case Insn.Alu i -> name(i.op()) + " " + r(i.rs1()) + ", " + r(i.source2()) + ", " + r(i.rd());
            case Insn.Immediate i -> name(i.op()) + " " + i.imm22() + ", " + r(i.rd());
            case Insn.Branch i -> name(i.op()) + " condition " + i.condition() + (i.annul() ? ",a" : "") + (i.cc() == 1 ? " %xcc" : " %icc")
                    + (i.rs1() == 0 ? "" : " " + r(i.rs1()));
            case Insn.Call _ -> "call";
            case Insn.Jump i -> name(i.op()) + " " + r(i.rs1()) + " + " + r(i.source2()) + ", " + r(i.rd());
            case Insn.Trap i -> name(i.op()) + " condition " + i.condition() + (i.cc() == 1 ? " %xcc " : " %icc ") + r(i.source2());
            case Insn.Load i -> name(i.op()) + " [" + r(i.rs1()) + " + " + r(i.source2()) + "]" + asi(i.asi()) + ", " + r(i.rd());
            case Insn.Store i -> name(i.op()) + " " + r(i.rd()) + ", [" + r(i.rs1()) + " + " + r(i.source2()) + "]" + asi(i.asi());
            case Insn.CompareAndSwap i -> name(i.op()) + " [" + r(i.rs1()) + "]" + asi(i.asi()) + ", " + r(i.rs2()) + ", " + r(i.rd());
            case Insn.Move i -> name(i.op()) + " condition " + i.condition() + (i.cc() == 1 ? " %xcc " : " %icc ")
                    + (i.rs1() == 0 ? "" : r(i.rs1()) + ", ") + r(i.source2()) + ", " + r(i.rd());
            case Insn.State i -> name(i.op()) + " " + i.register() + ", " + r(i.rs1()) + ", " + r(i.source2()) + ", " + r(i.rd());
            case Insn.Sync i -> name(i.op()) + " " + r(i.rs1()) + ", " + i.function();
            case Insn.Control i -> name(i.op());
            case Insn.Atomic _, Insn.Fp _, Insn.FpCompare _, Insn.Vis _, Insn.Illegal _ -> insn.toString();
        };
    }

    private static String name(Op op) {
        return op.name().toLowerCase();
    }

    private static String r(int register) {
        return Registers.name(register);
    }

    private static String r(Source2 source2) {
        return switch (source2) {
            case Source2.Register(int number) -> r(number);
            case Source2.Immediate(int value) -> Integer.toString(value);
        };
    }

    private static String asi(int asi) {
        return asi == 0 ? "" : " 0x" + Integer.toHexString(asi);
    }
}
