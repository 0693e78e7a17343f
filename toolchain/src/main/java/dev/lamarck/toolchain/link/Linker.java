package dev.lamarck.toolchain.link;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/** Fragments to image: place, resolve, write. */
public final class Linker {
    /** {@code nop}: what lies between functions. */
    private static final int NOP = 0x0100_0000;

    private Linker() {}

    public static Image link(LinkInput input) throws LinkException {
        Placement placement = Placement.of(input);
        SymbolMap symbols = SymbolMap.of(placement);
        Map<Section, byte[]> contents = new EnumMap<>(Section.class);
        for (Section section : Section.values()) {
            if (section.hasBits()) {
                contents.put(section, contents(section, placement, symbols));
            }
        }
        long entry = symbols.address(input.entry(), "the ELF header");
        return new Image(new ElfWriter(placement, contents, entry).write());
    }

    private static byte[] contents(Section section, Placement placement, SymbolMap symbols) throws LinkException {
        Placement.Range range = placement.range(section);
        byte[] bytes = new byte[Math.toIntExact(range.size())];
        if (section.isCode()) {
            fillWithNops(bytes);
        }
        for (PlacedFragment placed : placement.fragments(section)) {
            byte[] resolved = resolve(placed, symbols);
            System.arraycopy(resolved, 0, bytes, (int) (placed.address() - range.start()), resolved.length);
        }
        return bytes;
    }

    private static void fillWithNops(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(bytes);
        while (words.remaining() >= 4) {
            words.putInt(NOP);
        }
    }

    private static byte[] resolve(PlacedFragment placed, SymbolMap symbols) throws LinkException {
        Fragment fragment = placed.fragment();
        byte[] bytes = switch (fragment.content()) {
            case Fragment.Content.Bytes(byte[] template, var relocations) -> {
                byte[] patched = template.clone();
                for (Relocation relocation : relocations) {
                    long target = symbols.address(relocation.symbol(), fragment.symbol()) + relocation.addend();
                    RelocationPatch.apply(patched, placed.address(), relocation, target);
                }
                yield patched;
            }
            case Fragment.Content.Late late -> late.bytes(placed.address(), symbols);
            case Fragment.Content.Zero() -> new byte[0];
        };
        assert bytes.length == fragment.size() || !fragment.section().hasBits() : fragment.symbol();
        return bytes;
    }
}
