package dev.lamarck.toolchain.ir;

import java.util.List;

/**
 * Data of the image: a hub, string, array, object or static field. {@code bytes} are big-endian with zeroes at relocations; in
 * {@code BSS} all zero. {@code section} is a wish that the linker honours; the order of objects is the order of layout.
 */
public record DataObject(String symbol, Section section, int alignment, byte[] bytes, List<Relocation> relocations) {
    /** RODATA: never written by compiled code. */
    public enum Section { RODATA, DATA, BSS }

    /** The same data in another section. */
    public DataObject in(Section other) {
        return new DataObject(symbol, other, alignment, bytes, relocations);
    }
}
