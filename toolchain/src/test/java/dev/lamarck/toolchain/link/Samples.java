package dev.lamarck.toolchain.link;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;

/** Small inputs of the linker, made of hand-assembled words. */
final class Samples {
    static final int SAVE = 0x9DE3_BF50;
    static final int CALL = 0x4000_0000;
    static final int NOP = 0x0100_0000;
    static final int RET = 0x81C7_E008;
    static final int RESTORE = 0x81E8_0000;
    static final int RETL = 0x81C3_E008;
    static final int SETHI_O0 = 0x1100_0000;
    static final int OR_O0 = 0x9012_2000;

    static final String SCHED = "kernel/sched/Sched.java";
    static final String QUEUE = "kernel/sched/Queue.java";

    private Samples() {}

    static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * 4);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    /** {@code swtch} calls {@code leaf}, which returns the address of a table in {@code .data}. */
    static LinkInput kernel() {
        return new LinkInput(ImageLayout.KERNEL, "_start", List.of(start(), swtch(), leaf(), table(), Fragment.zero("counters", 64, 8), trapTable()),
                new TreeMap<>(java.util.Map.of(4, "leaf")));
    }

    static LinkInput user() {
        return new LinkInput(ImageLayout.USER, "_start", List.of(start(), swtch(), leaf(), table()), new TreeMap<>());
    }

    private static Fragment start() {
        return Fragment.function(Section.TEXT_TRAP, "_start", words(CALL, NOP, RETL, NOP), 32,
                List.of(new Relocation(0, Relocation.Kind.WDISP30, "swtch")), debug("Boot.start", "kernel/boot/Boot.java", 9));
    }

    private static Fragment trapTable() {
        return Fragment.function(Section.TEXT_TRAP, "trap_table", new byte[0x100], 0x8000, List.of(), debug("Vectors.table", "kernel/trap/Vectors.java", 5));
    }

    private static Fragment swtch() {
        List<LineRow> lines = List.of(new LineRow(0, SCHED, 10, true), new LineRow(4, SCHED, 11, true), new LineRow(8, QUEUE, 70, false),
                new LineRow(12, SCHED, 300, true));
        FunctionDebug debug = new FunctionDebug("Sched.swtch", "kernel.sched.Sched.swtch()V", SCHED, 10, lines, List.of(new InlineRange(8, 12, "queue_head")));
        return Fragment.function(Section.TEXT, "swtch", words(SAVE, CALL, NOP, RET, RESTORE), 32,
                List.of(new Relocation(4, Relocation.Kind.WDISP30, "leaf")), debug);
    }

    private static Fragment leaf() {
        FunctionDebug debug = new FunctionDebug("Sched.leaf", "kernel.sched.Sched.leaf()J", SCHED, 20, List.of(new LineRow(0, SCHED, 21, true)), List.of());
        return Fragment.function(Section.TEXT, "leaf", words(SETHI_O0, OR_O0, RETL, NOP), 32,
                List.of(new Relocation(0, Relocation.Kind.HI22, "table"), new Relocation(4, Relocation.Kind.LO10, "table")), debug);
    }

    private static Fragment table() {
        return Fragment.data(Section.DATA, "table", new byte[16], 8,
                List.of(new Relocation(0, Relocation.Kind.ABS64, "swtch"), new Relocation(8, Relocation.Kind.ABS32, "leaf", 4)));
    }

    private static FunctionDebug debug(String name, String file, int line) {
        return new FunctionDebug(name, "kernel." + name + "()V", file, line, List.of(new LineRow(0, file, line, true)), List.of());
    }
}
