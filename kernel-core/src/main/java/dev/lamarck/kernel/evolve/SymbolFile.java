package dev.lamarck.kernel.evolve;

import dev.lamarck.kernel.fs.proc.SystemFile;
import dev.lamarck.kernel.text.TextBuffer;
import dev.lamarck.toolchain.magic.Text;

/** {@code /proc/ksyms}: the kernel's functions by address: address, length in bytes, name. */
final class SymbolFile extends SystemFile {
    SymbolFile() {
        super(Text.bytes("ksyms"), 2);
    }

    @Override
    protected void write(TextBuffer text) {
        int count = KernelSymbols.count();
        for (int function = 0; function < count; function++) {
            text.hexadecimal(KernelSymbols.start(function)).character(' ').decimal(KernelSymbols.bytes(function)).character(' ');
            KernelSymbols.appendName(function, text);
            text.line();
        }
    }
}
