package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Segment;
import dev.lamarck.kernel.mm.SegmentVisitor;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.kernel.text.TextBuffer;

/** Writes a line for each mapping of the current process, as Linux does, with a path only for the program it runs: other files do not know theirs. */
final class MappingLines extends SegmentVisitor {
    private static final int MINOR_BITS = 8;
    private static final int MINOR = 0xFF;

    private final TextBuffer text;
    private final AddressSpace space;
    /** Names the program; what it has found is null if it has no name any more. */
    private final PathName program;

    MappingLines(TextBuffer text, AddressSpace space) {
        this.text = text;
        this.space = space;
        byte[] path = Proc.current().executablePath;
        program = new PathName(RootFileSystem.root()).with(path == null ? new byte[0] : Bytes.copyOf(path));
        Lookup.lookupname(program, true);
    }

    @Override
    public void visit(Segment segment) {
        segment.describe(text);
        // What is mapped without a file has no vnode behind it.
        Vnode file = segment.source() instanceof Vnode ? (Vnode) segment.source() : null;
        int device = file == null ? 0 : file.fileSystem();
        text.character(' ').padded(device >>> MINOR_BITS, 2).character(':').padded(device & MINOR, 2).character(' ').decimal(file == null ? 0 : file.number());
        if (file != null && file == program.vnode()) {
            text.text("                    ").bytes(program.bytes(), program.bytes().length);
        } else if (segment.isStack()) {
            text.text("                          [stack]");
        } else if (space.isHeap(segment)) {
            text.text("                          [heap]");
        }
        text.line();
    }

    void free() {
        program.free();
        Kmem.free(this);
    }
}
