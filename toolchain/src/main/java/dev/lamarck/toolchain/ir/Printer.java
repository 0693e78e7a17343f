package dev.lamarck.toolchain.ir;

import java.util.stream.Collectors;

/** A function as text: one line a block head, an instruction, an end. The form of the dumps. */
public final class Printer {
    public static String print(Function function) {
        StringBuilder text = new StringBuilder();
        text.append(function.level().name().toLowerCase()).append(' ').append(function.symbol()).append("  ; ")
            .append(function.method().ref()).append('\n');
        for (Block block : function.blocks()) {
            text.append(head(block)).append(":\n");
            block.instructions().forEach(v -> line(text, print(v), v.position()));
            if (block.terminator() != null) {
                line(text, print(block.terminator()), block.terminator().position());
            }
        }
        return text.toString();
    }

    private static String head(Block block) {
        String parameters = block.parameters().stream().map(p -> p + " " + p.type()).collect(Collectors.joining(", "));
        return block + (parameters.isEmpty() ? "" : "(" + parameters + ")") + (block.unlikely() ? " unlikely" : "");
    }

    private static void line(StringBuilder text, String content, Position position) {
        text.append("    ").append(content);
        if (position != null) {
            text.append("  ; ").append(position.line());
            for (Position at = position; at.caller() != null; at = at.caller()) {
                text.append(" of ").append(at.method()).append(" in ").append(at.caller().line());
            }
        }
        text.append('\n');
    }

    public static String print(Value value) {
        StringBuilder text = new StringBuilder();
        if (value.type() != Type.VOID) {
            text.append(value).append(' ').append(value.type()).append(" = ");
        }
        text.append(value.op());
        value.operands().forEach(o -> text.append(' ').append(o));
        if (hasConstant(value)) {
            text.append(" #").append(value.constant());
        }
        if (value.detail() != null) {
            text.append(" @").append(value.detail());
        }
        return text.toString();
    }

    private static boolean hasConstant(Value value) {
        return switch (value.op()) {
            case CONSTANT, TRAP_IF, READ_PRIVILEGED, WRITE_PRIVILEGED, READ_STATE, WRITE_STATE, BARRIER -> true;
            default -> value.constant() != 0;
        };
    }

    public static String print(Terminator terminator) {
        return switch (terminator) {
            case Terminator.Goto g -> "goto " + g.edge();
            case Terminator.Branch b -> "if " + b.left() + " " + b.comparison() + " " + b.right() + " goto " + b.then() + " else " + b.otherwise();
            case Terminator.Switch s -> "switch " + s.value() + " " + cases(s) + "else " + s.otherwise();
            case Terminator.Return r -> r.value() == null ? "return" : "return " + r.value();
            case Terminator.Trap t -> "trap 0x" + Integer.toHexString(t.kind()) + (t.message() == null ? "" : " " + t.message());
        };
    }

    private static String cases(Terminator.Switch s) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < s.keys().size(); i++) {
            text.append(s.keys().get(i)).append(": ").append(s.targets().get(i)).append(", ");
        }
        return text.toString();
    }

    private Printer() {}
}
