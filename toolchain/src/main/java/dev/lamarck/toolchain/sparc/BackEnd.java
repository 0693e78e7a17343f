package dev.lamarck.toolchain.sparc;

import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.Profile;
import dev.lamarck.toolchain.ir.AssemblyRoutine;
import dev.lamarck.toolchain.ir.DataObject;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Program;
import dev.lamarck.toolchain.link.Fragment;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.ImageLayout;
import dev.lamarck.toolchain.link.LinkException;
import dev.lamarck.toolchain.link.LinkInput;
import dev.lamarck.toolchain.link.Linker;
import dev.lamarck.toolchain.link.Relocation;
import dev.lamarck.toolchain.link.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program of low-level functions, assembly and data to a linked image. */
public final class BackEnd {
    /** The stages whose results may be dumped. */
    public static final List<String> STAGES = List.of("select", "allocate", "layout", "slots");

    private static final String ENTRY = "_start";

    private BackEnd() {}

    /** What the linker or the assembler finds wrong with the program is a {@link LinkException}. */
    public static Image compile(Program program, Profile profile, Allocator allocator, Dump dump) throws LinkException {
        List<Fragment> fragments = new ArrayList<>();
        for (AssemblyRoutine routine : program.routines()) {
            fragments.add(AssembledRoutine.fragment(routine));
        }
        // functions do not know of each other; only dumps need an order
        Stream<Function> functions = dump == Dump.NONE ? program.functions().parallelStream() : program.functions().stream();
        functions.map(f -> FunctionCompiler.compile(f, allocator, dump)).toList().forEach(fragments::addAll);
        program.data().forEach(d -> fragments.add(data(d)));
        ImageLayout layout = switch (profile) {
            case KERNEL -> ImageLayout.KERNEL;
            case USER -> ImageLayout.USER;
        };
        return Linker.link(new LinkInput(layout, ENTRY, fragments, program.systemCalls(), program.fields()));
    }

    /** One low-level function by itself: its code, then its jump tables. */
    public static List<Fragment> compile(Function function) {
        return FunctionCompiler.compile(function, Allocator.REAL, Dump.NONE);
    }

    /** What is known of the code of each function that the real allocator gives. */
    public static List<CodeTable> tables(Program program) {
        return program.functions().parallelStream().map(f -> FunctionCompiler.table(f, Allocator.REAL)).toList();
    }

    /** A data object as the linker wants it. */
    public static Fragment data(DataObject object) {
        return switch (object.section()) {
            case RODATA -> data(object, Section.RODATA);
            case DATA -> data(object, Section.DATA);
            case BSS -> Fragment.zero(object.symbol(), object.bytes().length, object.alignment());
        };
    }

    private static Fragment data(DataObject object, Section section) {
        List<Relocation> relocations = object.relocations().stream()
                .map(r -> new Relocation(r.offset(), r.bytes() == 4 ? Relocation.Kind.ABS32 : Relocation.Kind.ABS64, r.symbol(), r.addend())).toList();
        return Fragment.data(section, object.symbol(), object.bytes(), object.alignment(), relocations);
    }
}
