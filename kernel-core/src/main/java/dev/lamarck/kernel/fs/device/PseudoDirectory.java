package dev.lamarck.kernel.fs.device;

import dev.lamarck.kernel.fs.DirectoryVisitor;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.NumberName;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.kernel.tty.FurtherTerminals;
import dev.lamarck.toolchain.magic.Text;

/** {@code /dev/pts}: the terminals of the pseudoterminals whose programs are there, by number ({@link FurtherTerminals}). */
public final class PseudoDirectory extends Vnode {
    private static final int PERMISSIONS = 0x1ED;
    /** Positions in a listing: {@code .}, {@code ..}, the terminals. */
    private static final int FIRST = 2;

    private final Vnode parent;

    public PseudoDirectory(Vnode parent) {
        super(FileMode.DIRECTORY | PERMISSIONS, newNumber());
        this.parent = parent;
    }

    @Override
    public Vnode parent() {
        parent.hold();
        return parent;
    }

    @Override
    public Vnode lookup(byte[] name, int at, int length) {
        long number = Bytes.number(name, at, at + length, 10);
        return number < 0 || number >= FurtherTerminals.MOST ? null : FurtherTerminals.file((int) number);
    }

    @Override
    public int list(long position, DirectoryVisitor visitor) {
        boolean more = position > 0 || visitor.visit(Text.bytes("."), number(), mode(), 1);
        more = more && (position > 1 || visitor.visit(Text.bytes(".."), parent.number(), parent.mode(), FIRST));
        for (int i = FurtherTerminals.next((int) Math.max(0, position - FIRST)); more && i < FurtherTerminals.MOST; i = FurtherTerminals.next(i + 1)) {
            Vnode terminal = FurtherTerminals.file(i);
            if (terminal != null) {
                more = show(i, terminal.number(), visitor);
                terminal.release();
            }
        }
        return 0;
    }

    private static boolean show(int number, long inode, DirectoryVisitor visitor) {
        byte[] name = NumberName.of(number);
        boolean more = visitor.visit(name, inode, FileMode.CHARACTER_DEVICE, FIRST + number + 1);
        Kmem.free(name);
        return more;
    }
}
