package dev.lamarck.kernel.fs.device;

import dev.lamarck.kernel.fs.DirectoryVisitor;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.NumberName;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.kernel.tty.FurtherTerminals;
import dev.lamarck.toolchain.magic.Text;

/** {@code /dev/pts}: the terminals of the pseudoterminals whose programs are there, by number. Its lock guards the table. */
public final class PseudoDirectory extends Vnode {
    private static final int PERMISSIONS = 0x1ED;
    /** Positions in a listing: {@code .}, {@code ..}, the terminals. */
    private static final int FIRST = 2;
    private static PseudoDirectory only;

    private final PseudoSlave[] terminals = new PseudoSlave[FurtherTerminals.MOST];
    private final Vnode parent;

    public PseudoDirectory(Vnode parent) {
        super(FileMode.DIRECTORY | PERMISSIONS, newNumber());
        this.parent = parent;
        only = this;
    }

    static void add(PseudoSlave terminal) {
        only.put(terminal.place(), terminal);
    }

    static void remove(PseudoSlave terminal) {
        only.put(terminal.place(), null);
    }

    private void put(int number, PseudoSlave terminal) {
        lock.acquire();
        terminals[number] = terminal;
        lock.release();
    }

    @Override
    public Vnode parent() {
        parent.hold();
        return parent;
    }

    @Override
    public Vnode lookup(byte[] name, int at, int length) {
        long number = Bytes.number(name, at, at + length, 10);
        if (number < 0 || number >= FurtherTerminals.MOST) {
            return null;
        }
        lock.acquire();
        PseudoSlave found = terminals[(int) number];
        if (found != null) {
            found.hold();
        }
        lock.release();
        return found;
    }

    @Override
    public int list(long position, DirectoryVisitor visitor) {
        boolean more = position > 0 || visitor.visit(Text.bytes("."), number(), mode(), 1);
        more = more && (position > 1 || visitor.visit(Text.bytes(".."), parent.number(), parent.mode(), FIRST));
        lock.acquire();
        for (int i = (int) Math.max(0, position - FIRST); more && i < FurtherTerminals.MOST; i++) {
            if (terminals[i] != null) {
                more = show(i, visitor);
            }
        }
        lock.release();
        return 0;
    }

    private boolean show(int number, DirectoryVisitor visitor) {
        byte[] name = NumberName.of(number);
        boolean more = visitor.visit(name, terminals[number].number(), FileMode.CHARACTER_DEVICE, FIRST + number + 1);
        Kmem.free(name);
        return more;
    }
}
