package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;

/** An image's functions in {@code .text}, to analyse; it cannot be changed. */
public final class ImageText implements Target {
    private final Image image;
    private final List<ElfSymbol> functions;
    private final ByteBuffer constants;
    private final long constantsEnd;

    public ImageText(Image image) {
        this.image = image;
        this.constantsEnd = image.address("_rodata_end");
        this.constants = ByteBuffer.wrap(image.file().loaded(image.textStart(), (int) (constantsEnd - image.textStart())));
        this.functions = image.file().symbols().stream()
                .filter(symbol -> symbol.isFunction() && symbol.address() >= image.textStart())
                .filter(symbol -> symbol.address() < image.address("_text_end"))
                .sorted(Comparator.comparing(ElfSymbol::address)).toList();
    }

    String name(int function) {
        return functions.get(function).name();
    }

    @Override
    public int functions() {
        return functions.size();
    }

    @Override
    public long start(int function) {
        return functions.get(function).address();
    }

    @Override
    public int bytes(int function) {
        return (int) functions.get(function).size();
    }

    @Override
    public boolean changeable(int function) {
        return true;
    }

    @Override
    public int original(long address) {
        return constants.getInt((int) (address - image.textStart()));
    }

    @Override
    public boolean constant(long address) {
        return address >= image.textStart() && address < constantsEnd && (address & 3) == 0;
    }

    /** Compiled functions return one value, in %o0. */
    @Override
    public long results() {
        return RegisterSet.of(8);
    }

    @Override
    public long allocate(long near, int bytes) {
        return 0;
    }

    @Override
    public long allocateNear(long near, int bytes) {
        return 0;
    }

    @Override
    public void release(long address, int bytes) {
        throw new AssertionError("nothing was allocated");
    }

    @Override
    public void write(long address, int word) {
        throw new AssertionError("a file's text is not written");
    }

    @Override
    public void flush(long address, int bytes) {}

    @Override
    public boolean executing(long address, int bytes) {
        return false;
    }
}
