package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.Assembler;
import dev.lamarck.hardware.isa.Assembly;
import dev.lamarck.hardware.isa.AssemblyException;
import dev.lamarck.hardware.isa.SymbolResolver;
import dev.lamarck.toolchain.ir.AssemblyRoutine;
import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.link.Fragment;
import dev.lamarck.toolchain.link.Interrupted;
import dev.lamarck.toolchain.link.LinkException;
import dev.lamarck.toolchain.link.Section;
import dev.lamarck.toolchain.link.UnwindRow;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The text of an {@code @Assembly} method: measured now, assembled when its symbols have addresses. */
final class AssembledRoutine implements Fragment.Content.Late {
    /** The symbol of the routine that the processor enters by trap type: 32 bytes an entry, on 32 KB (V9 7.4.1). */
    private static final String TRAP_TABLE = "trap_table";
    private static final int TRAP_TABLE_ALIGNMENT = 0x8000;

    private final AssemblyRoutine routine;

    private AssembledRoutine(AssemblyRoutine routine) {
        this.routine = routine;
    }

    static Fragment fragment(AssemblyRoutine routine) throws LinkException {
        AssembledRoutine content = new AssembledRoutine(routine);
        Assembly measured = content.assemble(0, _ -> OptionalLong.of(0));
        int words = measured.words().length;
        String symbol = routine.method().symbol();
        Position position = new Position(routine.method(), routine.method().line(), null);
        return new Fragment(Section.TEXT_TRAP, symbol, words * 4, content, symbol.equals(TRAP_TABLE) ? TRAP_TABLE_ALIGNMENT : Fragment.CODE_ALIGNMENT,
                Optional.of(DebugRows.describe(routine.method(), Collections.nCopies(words, position), Collections.nCopies(words, false))
                        .unwoundBy(unwinding(measured))), List.of());
    }

    /** The labels that say where the interrupted context is. */
    private static List<UnwindRow> unwinding(Assembly assembly) {
        return Stream.of(Interrupted.values()).filter(where -> assembly.labels().containsKey(label(where)))
                .map(where -> new UnwindRow(assembly.labels().get(label(where)).intValue(), where))
                .sorted(Comparator.comparingInt(UnwindRow::offset)).toList();
    }

    private static String label(Interrupted where) {
        return where.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public byte[] bytes(long address, Fragment.Symbols symbols) throws LinkException {
        int[] words = assemble(address, symbols::address).words();
        ByteBuffer code = ByteBuffer.allocate(words.length * 4);
        code.asIntBuffer().put(words);
        return code.array();
    }

    private Assembly assemble(long address, SymbolResolver symbols) throws LinkException {
        try {
            return Assembler.assemble(routine.text(), address, symbols);
        } catch (AssemblyException e) {
            throw new LinkException(routine.method().file() + ": error in the assembly of " + routine.method().symbol() + ": " + e.getMessage());
        }
    }
}
