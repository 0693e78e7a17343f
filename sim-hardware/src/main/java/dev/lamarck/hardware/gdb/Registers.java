package dev.lamarck.hardware.gdb;

import dev.lamarck.hardware.cpu.RegisterEditor;
import dev.lamarck.hardware.cpu.RegisterView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The registers in the order of their numbers. The first three features, their names, numbers and sizes are GDB's for sparc64 (GDB manual, "SPARC
 * Features"; {@code gdb/features/sparc/sparc64-*.xml}); the fourth is our own: what a kernel programmer wants to see and user code cannot.
 */
final class Registers {
    static final int STACK_POINTER = 14;
    static final int FIRST_LOCAL = 16;
    static final int PC = 80;
    static final int NPC = 81;

    private static final String WORD = "int64";
    private static final int DOUBLES = 32;

    /** A feature of the target description: so many registers of {@link #ALL}. */
    private record Feature(String name, int registers) {}

    static final List<Register> ALL = new ArrayList<>();
    private static final List<Feature> FEATURES = new ArrayList<>();

    static {
        integers();
        feature("org.gnu.gdb.sparc.cpu");
        floats();
        feature("org.gnu.gdb.sparc.fpu");
        control();
        feature("org.gnu.gdb.sparc.cp0");
        privileged();
        feature("dev.lamarck.sparc.privileged");
    }

    private Registers() {}

    private static void feature(String name) {
        FEATURES.add(new Feature(name, ALL.size() - FEATURES.stream().mapToInt(Feature::registers).sum()));
    }

    private static void integers() {
        for (int n = 0; n < 32; n++) {
            int register = n;
            String type = n == STACK_POINTER || n == 30 ? "data_ptr" : WORD;
            ALL.add(Register.of("goli".charAt(n / 8) + String.valueOf(n % 8), Long.SIZE, type, view -> view.integer(register),
                    (editor, value) -> editor.setInteger(register, value)));
        }
        ALL.set(STACK_POINTER, renamed(ALL.get(STACK_POINTER), "sp"));
        ALL.set(30, renamed(ALL.get(30), "fp"));
    }

    private static Register renamed(Register register, String name) {
        return new Register(name, register.bits(), register.type(), register.value(), register.editor());
    }

    private static void floats() {
        for (int n = 0; n < DOUBLES; n++) {
            int shift = (n & 1) == 0 ? Integer.SIZE : 0;
            int pair = n / 2;
            ALL.add(new Register("f" + n, Integer.SIZE, "ieee_single", view -> view.floatingDouble(pair) >>> shift & 0xFFFF_FFFFL,
                    Optional.empty()));
        }
        for (int n = DOUBLES / 2; n < DOUBLES; n++) {
            int index = n;
            ALL.add(Register.of("f" + 2 * n, Long.SIZE, "ieee_double", view -> view.floatingDouble(index),
                    (editor, value) -> editor.setFloatingDouble(index, value)));
        }
    }

    private static void control() {
        ALL.add(Register.of("pc", Long.SIZE, "code_ptr", RegisterView::pc, RegisterEditor::setPc));
        ALL.add(Register.of("npc", Long.SIZE, "code_ptr", RegisterView::npc, RegisterEditor::setNpc));
        ALL.add(Register.readOnly("state", view -> (long) view.ccr() << 32 | (long) view.asi() << 24 | (long) view.pstate() << 8 | view.cwp()));
        ALL.add(Register.of("fsr", Long.SIZE, "uint64", RegisterView::fsr, RegisterEditor::setFsr));
        ALL.add(Register.of("fprs", Long.SIZE, "uint64", RegisterView::fprs, (editor, value) -> editor.setFprs((int) value)));
        ALL.add(Register.of("y", Long.SIZE, "uint64", RegisterView::y, RegisterEditor::setY));
    }

    private static void privileged() {
        ALL.add(Register.readOnly("tl", RegisterView::trapLevel));
        ALL.add(Register.readOnly("tt", view -> view.trapType(view.trapLevel())));
        ALL.add(Register.readOnly("tpc", view -> view.tpc(view.trapLevel())));
        ALL.add(Register.readOnly("tnpc", view -> view.tnpc(view.trapLevel())));
        ALL.add(Register.readOnly("tstate", view -> view.tstate(view.trapLevel())));
        ALL.add(Register.readOnly("tba", RegisterView::tba));
        ALL.add(Register.of("pil", Long.SIZE, "uint64", RegisterView::pil, (editor, value) -> editor.setPil((int) value & 0xf)));
        ALL.add(Register.readOnly("cansave", RegisterView::cansave));
        ALL.add(Register.readOnly("canrestore", RegisterView::canrestore));
        ALL.add(Register.readOnly("otherwin", RegisterView::otherwin));
        ALL.add(Register.readOnly("cleanwin", RegisterView::cleanwin));
        ALL.add(Register.readOnly("wstate", RegisterView::wstate));
        ALL.add(Register.readOnly("gsr", RegisterView::gsr));
        for (int n = 1; n < 8; n++) {
            int register = n;
            ALL.add(Register.readOnly("ag" + n, view -> view.alternateGlobal(register)));
        }
        for (int n = 1; n < 8; n++) {
            int register = n;
            ALL.add(Register.readOnly("mg" + n, view -> view.mmuGlobal(register)));
        }
    }

    /** The running processor's, in hexadecimal, one after the other. */
    static String values(RegisterView view) {
        StringBuilder values = new StringBuilder();
        for (Register register : ALL) {
            values.append(Hex.of(register.value().applyAsLong(view), register.bits()));
        }
        return values.toString();
    }

    /** Those of a thread that is not running: what its context does not have is unavailable. */
    static String values(SavedContext context) {
        StringBuilder values = new StringBuilder();
        for (int number = 0; number < ALL.size(); number++) {
            values.append(value(number, context));
        }
        return values.toString();
    }

    static String value(int number, SavedContext context) {
        int bits = ALL.get(number).bits();
        if (number == STACK_POINTER) {
            return Hex.of(context.stack(), bits);
        } else if (number >= FIRST_LOCAL && number < FIRST_LOCAL + SavedWindow.REGISTERS) {
            return Hex.of(context.ins()[number - FIRST_LOCAL], bits);
        } else if (number == PC || number == NPC) {
            return Hex.of(context.pc() + (number - PC) * 4L, bits);
        }
        return "x".repeat(bits / 4);
    }

    /** The target description: what is where in {@link #values}. */
    static String description() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE target SYSTEM \"gdb-target.dtd\">\n<target version=\"1.0\">\n"
                + "<architecture>sparc:v9</architecture>\n<osabi>GNU/Linux</osabi>\n");
        int number = 0;
        for (Feature feature : FEATURES) {
            xml.append("<feature name=\"").append(feature.name).append("\">\n");
            for (int end = number + feature.registers; number < end; number++) {
                Register register = ALL.get(number);
                xml.append(String.format("<reg name=\"%s\" bitsize=\"%d\" type=\"%s\" regnum=\"%d\"/>%n", register.name(), register.bits(),
                        register.type(), number));
            }
            xml.append("</feature>\n");
        }
        return xml.append("</target>\n").toString();
    }
}
