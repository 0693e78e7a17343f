package dev.lamarck.kernel.fs.device;

import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.tty.Pseudoterminal;

/** {@code /dev/ptmx}: who opens it gets the program's side of a new pseudoterminal. */
public final class PseudoMultiplexer extends DeviceFile {
    private static final int MAJOR = 5;

    public PseudoMultiplexer() {
        super(MAJOR, 2);
    }

    @Override
    public Vnode opened() {
        Pseudoterminal made = Pseudoterminal.make();
        return made == null ? null : new PseudoMaster(made);
    }
}
