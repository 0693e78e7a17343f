package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.TextBuffer;

/** {@code /proc/self/maps}: the reader's mappings, a line each. */
final class OwnMappings extends OwnText {
    OwnMappings(long number, int pid) {
        super(number, pid);
    }

    @Override
    void write(TextBuffer text, Proc self) {
        AddressSpace space = self.space;
        MappingLines lines = new MappingLines(text, space);
        space.enter();
        space.visit(lines);
        space.leave();
        lines.free();
    }
}
