package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Kernel code as text, an instruction a line, names from the image's symbols. */
public final class CodeText {
    private final Image image;

    public CodeText(Image image) {
        this.image = image;
    }

    /** Functions as the linker wrote them. */
    public String linked(List<String> functions) {
        return functions.stream().map(this::linked).collect(Collectors.joining("\n"));
    }

    private String linked(String function) {
        ElfSymbol symbol = image.symbol(function).orElseThrow(() -> new IllegalArgumentException("no function '" + function + "'"));
        return function + ":\n" + words(symbol.address(), image.file().loaded(symbol.address(), (int) symbol.size()));
    }

    /** Code that stands at an address. */
    public String words(long address, byte[] code) {
        ByteBuffer words = ByteBuffer.wrap(code);
        return IntStream.range(0, code.length / 4).mapToObj(i -> line(address + 4L * i, words.getInt(4 * i))).collect(Collectors.joining());
    }

    private String line(long address, int word) {
        return "  %08x  %s\n".formatted(address, Disassembler.text(word, address, this::name).replace('\t', ' '));
    }

    private String name(long address) {
        return image.file().symbolAt(address).map(symbol -> address == symbol.address() ? symbol.name()
                : symbol.name() + "+0x" + Long.toHexString(address - symbol.address())).orElse(null);
    }
}
