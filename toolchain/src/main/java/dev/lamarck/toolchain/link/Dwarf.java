package dev.lamarck.toolchain.link;

import java.util.ArrayList;
import java.util.List;

/**
 * DWARF 2 for an image: a compilation unit for each run of functions of one source file, a subprogram for each function. Version 2
 * because it needs no more than three sections for {@code gdb} to break by {@code File.java:line}, list, step and unwind register windows.
 */
record Dwarf(byte[] abbrev, byte[] info, byte[] line) {
    private static final int TAG_COMPILE_UNIT = 0x11;
    private static final int TAG_SUBPROGRAM = 0x2E;
    private static final int AT_NAME = 0x03;
    private static final int AT_STATEMENTS = 0x10;
    private static final int AT_LOW_PC = 0x11;
    private static final int AT_HIGH_PC = 0x12;
    private static final int AT_LANGUAGE = 0x13;
    private static final int AT_DIRECTORY = 0x1B;
    private static final int AT_PRODUCER = 0x25;
    private static final int AT_DECLARED_FILE = 0x3A;
    private static final int AT_DECLARED_LINE = 0x3B;
    private static final int AT_EXTERNAL = 0x3F;
    private static final int AT_LINKAGE_NAME = 0x2007;
    private static final int FORM_ADDRESS = 0x01;
    private static final int FORM_DATA4 = 0x06;
    private static final int FORM_STRING = 0x08;
    private static final int FORM_DATA1 = 0x0B;
    private static final int FORM_FLAG = 0x0C;
    private static final int FORM_UNSIGNED = 0x0F;
    private static final int LANGUAGE_JAVA = 0x0B;
    private static final int ABBREV_UNIT = 1;
    private static final int ABBREV_SUBPROGRAM = 2;
    private static final int ADDRESS_BYTES = 8;
    static final int VERSION = 2;

    /** Adjacent functions of one file. */
    private record Unit(String file, List<PlacedFragment> functions) {
        long start() {
            return functions.getFirst().address();
        }

        long end() {
            return functions.getLast().end();
        }
    }

    /** Describes {@code functions}, which are in address order. */
    static Dwarf describe(List<PlacedFragment> functions) {
        ByteSink info = new ByteSink();
        ByteSink line = new ByteSink();
        for (Unit unit : units(functions)) {
            int statements = line.size();
            LineProgram program = LineProgram.of(unit.functions());
            program.writeTo(line);
            byte[] body = unit(unit, statements, program);
            info.u32(body.length).bytes(body);
        }
        return new Dwarf(abbreviations(), info.toBytes(), line.toBytes());
    }

    private static List<Unit> units(List<PlacedFragment> functions) {
        List<Unit> units = new ArrayList<>();
        Section section = null;
        for (PlacedFragment f : functions) {
            String file = debug(f).file();
            if (section != f.fragment().section() || !units.getLast().file().equals(file)) {
                units.add(new Unit(file, new ArrayList<>()));
                section = f.fragment().section();
            }
            units.getLast().functions().add(f);
        }
        return units;
    }

    static FunctionDebug debug(PlacedFragment function) {
        return function.fragment().debug().orElseThrow();
    }

    private static byte[] abbreviations() {
        ByteSink out = new ByteSink();
        out.u8(ABBREV_UNIT).u8(TAG_COMPILE_UNIT).u8(1);
        attribute(out, AT_NAME, FORM_STRING);
        attribute(out, AT_DIRECTORY, FORM_STRING);
        attribute(out, AT_PRODUCER, FORM_STRING);
        attribute(out, AT_LANGUAGE, FORM_DATA1);
        attribute(out, AT_STATEMENTS, FORM_DATA4);
        attribute(out, AT_LOW_PC, FORM_ADDRESS);
        attribute(out, AT_HIGH_PC, FORM_ADDRESS);
        attribute(out, 0, 0);
        out.u8(ABBREV_SUBPROGRAM).u8(TAG_SUBPROGRAM).u8(0);
        attribute(out, AT_NAME, FORM_STRING);
        attribute(out, AT_LINKAGE_NAME, FORM_STRING);
        attribute(out, AT_EXTERNAL, FORM_FLAG);
        attribute(out, AT_DECLARED_FILE, FORM_UNSIGNED);
        attribute(out, AT_DECLARED_LINE, FORM_UNSIGNED);
        attribute(out, AT_LOW_PC, FORM_ADDRESS);
        attribute(out, AT_HIGH_PC, FORM_ADDRESS);
        attribute(out, 0, 0);
        return out.u8(0).toBytes();
    }

    private static void attribute(ByteSink out, int attribute, int form) {
        out.unsignedLeb(attribute).unsignedLeb(form);
    }

    private static byte[] unit(Unit unit, int statements, LineProgram program) {
        ByteSink out = new ByteSink();
        out.u16(VERSION).u32(0).u8(ADDRESS_BYTES);
        out.unsignedLeb(ABBREV_UNIT).string(unit.file()).string(".").string("Lamarck");
        out.u8(LANGUAGE_JAVA).u32(statements).u64(unit.start()).u64(unit.end());
        for (PlacedFragment f : unit.functions()) {
            FunctionDebug debug = debug(f);
            out.unsignedLeb(ABBREV_SUBPROGRAM).string(debug.name()).string(debug.signature()).u8(1);
            out.unsignedLeb(program.fileNumber(debug.file())).unsignedLeb(debug.line());
            out.u64(f.address()).u64(f.end());
        }
        return out.u8(0).toBytes();
    }
}
