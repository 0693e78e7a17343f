package dev.lamarck.lab.debug;

import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.StoreTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The kernel's objects, by the addresses it knows them by and the names its sources give their fields. What is not there reads as 0. */
final class KernelMemory {
    /** Where the text and data pages are mapped to themselves, and the text once more ({@code docs/platform.md}, "Virtual memory"). */
    private static final long TEXT = 0x40_0000;
    private static final long DATA_END = 0xC0_0000;
    private static final long ALIAS = 0x140_0000;
    private static final long ALIAS_END = 0x180_0000;

    private static final int ARRAY_LENGTH = 8;
    private static final int ARRAY_ELEMENTS = 16;
    private static final int LONGEST_TEXT = 4_096;

    private final Machine machine;
    private final Image image;
    /** By class and field; empty until somebody wants one. */
    private final Map<String, Long> places = new HashMap<>();

    KernelMemory(Machine machine, Image image) {
        this.machine = machine;
        this.image = image;
    }

    /** Where a kernel address is in RAM, if it is one. */
    OptionalLong translate(long va) {
        long pa = va >= TEXT && va < DATA_END ? va : va >= ALIAS && va < ALIAS_END ? va - ALIAS + TEXT : va - Pages.DIRECT;
        return machine.isRam(pa, 1) ? OptionalLong.of(pa) : OptionalLong.empty();
    }

    /** An object's field; {@code field} is {@code Class.name} with the class's package. */
    long reference(long object, String field) {
        return word(object + place(field));
    }

    int number(long object, String field) {
        return (int) (word(object + place(field) & -Long.BYTES) >>> (place(field) + object & 4 ^ 4) * Byte.SIZE);
    }

    long staticReference(String field) {
        return word(place(field));
    }

    private long place(String field) {
        if (places.isEmpty()) {
            StoreTable.of(image).fields().forEach(each -> places.put(each.toString(), each.place()));
        }
        Long place = places.get(field);
        if (place == null) {
            throw new IllegalStateException("the kernel has no field " + field);
        }
        return place;
    }

    /** The doubleword at an address. */
    long word(long va) {
        OptionalLong pa = translate(va);
        return pa.isPresent() ? physicalWord(pa.getAsLong()) : 0;
    }

    long physicalWord(long pa) {
        return machine.isRam(pa, Long.BYTES) ? ByteBuffer.wrap(machine.readPhysical(pa, Long.BYTES)).getLong() : 0;
    }

    /** The text of a string, or of an array of bytes up to its first NUL. */
    String text(long object) {
        OptionalLong pa = object == 0 ? OptionalLong.empty() : translate(object);
        int length = (int) (word(object + ARRAY_LENGTH) >>> Integer.SIZE);
        if (pa.isEmpty() || length < 0 || length > LONGEST_TEXT || !machine.isRam(pa.getAsLong(), ARRAY_ELEMENTS + length)) {
            return "";
        }
        String text = new String(machine.readPhysical(pa.getAsLong() + ARRAY_ELEMENTS, length), StandardCharsets.UTF_8);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }
}
