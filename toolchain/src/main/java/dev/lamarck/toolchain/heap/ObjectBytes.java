package dev.lamarck.toolchain.heap;

import dev.lamarck.toolchain.ir.DataObject;
import dev.lamarck.toolchain.ir.Relocation;
import java.util.ArrayList;
import java.util.List;

/** A data object under construction: big-endian bytes, and symbols' addresses as relocations. */
final class ObjectBytes {
    private final byte[] bytes;
    private final List<Relocation> relocations = new ArrayList<>();

    ObjectBytes(int size) {
        this.bytes = new byte[size];
    }

    /** Writes the low {@code size} bytes of a number. */
    void put(int offset, int size, long value) {
        for (int i = 0; i < size; i++) {
            bytes[offset + i] = (byte) (value >>> 8 * (size - 1 - i));
        }
    }

    /** Writes the address of a symbol in {@code size} bytes. */
    void address(int offset, int size, String symbol) {
        relocations.add(new Relocation(offset, size, symbol, 0));
    }

    private boolean allZero() {
        if (!relocations.isEmpty()) {
            return false;
        }
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    DataObject readOnly(String symbol, int alignment) {
        return new DataObject(symbol, DataObject.Section.RODATA, alignment, bytes, List.copyOf(relocations));
    }

    DataObject writable(String symbol, int alignment) {
        DataObject.Section section = allZero() ? DataObject.Section.BSS : DataObject.Section.DATA;
        return new DataObject(symbol, section, alignment, bytes, List.copyOf(relocations));
    }
}
