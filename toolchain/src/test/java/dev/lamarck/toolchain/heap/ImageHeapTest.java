package dev.lamarck.toolchain.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Request;
import dev.lamarck.toolchain.Sources;
import dev.lamarck.toolchain.Toolchain;
import dev.lamarck.toolchain.ir.DataObject;
import dev.lamarck.toolchain.ir.DataObject.Section;
import dev.lamarck.toolchain.ir.Printer;
import dev.lamarck.toolchain.ir.Program;
import dev.lamarck.toolchain.ir.Relocation;
import dev.lamarck.toolchain.magic.HubLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What initialisers made, as bytes of the image. */
class ImageHeapTest {
    private static final String SOURCE = """
        class Sample {
            static class Node { int number = 7; Node next; Object reference; }
            static final class Leaf extends Node {}
            interface Sound { int sound(); }
            enum Animal implements Sound { CAT { public int sound() { return 1; } }, DOG { public int sound() { return 2; } } }
            static int counter = 0x01020304;
            static int zero;
            static short[] shorts = {1, -2, 3};
            static Node ring = new Node();
            static String text = "häh";
            static Sound chosen = Animal.DOG;
            static { ring.next = new Leaf(); ring.next.next = ring; ring.reference = shorts; }
            @Root static int use(int a) {
                return counter + zero + shorts[a] + ring.next.number + chosen.sound() + (text == null ? 1 : 2) + Text.bytes("häh").length
                    + (ring.reference instanceof Leaf ? 1 : 0);
            }
        }
        """;

    private final Program program = translate();

    private static Program translate() {
        try {
            return Toolchain.translate(Request.kernel(Sources.compile(SOURCE)), _ -> { });
        } catch (CompilationException e) {
            throw new AssertionError(e);
        }
    }

    private DataObject object(String symbol) {
        return program.data().stream().filter(d -> d.symbol().equals(symbol)).findFirst().orElseThrow();
    }

    private String target(String symbol, int offset) {
        return object(symbol).relocations().stream().filter(r -> r.offset() == offset).map(Relocation::symbol).findFirst().orElse("null");
    }

    @Test
    void eachStaticFieldIsOneObjectOfItsSize() {
        assertThat(object("sample.Sample.counter").bytes()).containsExactly(1, 2, 3, 4);
        assertThat(object("sample.Sample.counter").section()).isEqualTo(Section.DATA);
        assertThat(object("sample.Sample.zero").section()).isEqualTo(Section.BSS);
    }

    @Test
    void referencesAreRelocationsAndCyclesClose() {
        String ring = target("sample.Sample.ring", 0);
        String next = target(ring, 8);

        assertThat(target(ring, HubLayout.OBJECT_HUB)).isEqualTo("sample.Sample$Node.class");
        assertThat(target(next, HubLayout.OBJECT_HUB)).isEqualTo("sample.Sample$Leaf.class");
        assertThat(target(next, 8)).isEqualTo(ring);
        assertThat(ByteBuffer.wrap(object(ring).bytes()).getInt(24)).isEqualTo(7);
    }

    @Test
    void arraysHaveTheirLengthAndBigEndianElements() {
        ByteBuffer bytes = ByteBuffer.wrap(object(target("sample.Sample.shorts", 0)).bytes());

        assertThat(bytes.getInt(HubLayout.ARRAY_LENGTH)).isEqualTo(3);
        assertThat(bytes.getShort(HubLayout.ARRAY_ELEMENTS + 2)).isEqualTo((short) -2);
        assertThat(bytes.capacity() % 8).isZero();
    }

    @Test
    void equalStringsAreOneReadOnlyObjectOfUtf8Bytes() {
        DataObject text = object(target("sample.Sample.text", 0));
        byte[] utf8 = "häh".getBytes(StandardCharsets.UTF_8);

        assertThat(text.section()).isEqualTo(Section.RODATA);
        assertThat(ByteBuffer.wrap(text.bytes()).getInt(HubLayout.ARRAY_LENGTH)).isEqualTo(utf8.length);
        assertThat(text.bytes()).startsWith(new byte[HubLayout.ARRAY_LENGTH]).containsSubsequence(utf8);
        assertThat(program.data().stream().filter(d -> d.section() == Section.RODATA && new String(d.bytes(), StandardCharsets.UTF_8).contains("häh")))
            .hasSize(1);
    }

    @Test
    void hubsKnowNameSuperclassSizeAndReferences() {
        ByteBuffer node = ByteBuffer.wrap(object("sample.Sample$Node.class").bytes());

        assertThat(node.getInt(HubLayout.INSTANCE_BYTES)).isEqualTo(32);
        assertThat(node.getInt(HubLayout.REFERENCES)).isEqualTo(0b011);
        assertThat(target("sample.Sample$Leaf.class", HubLayout.SUPER)).isEqualTo("sample.Sample$Node.class");
        assertThat(new String(object(target("sample.Sample$Node.class", HubLayout.NAME)).bytes(), StandardCharsets.UTF_8)).contains("sample.Sample$Node");
        int leaf = ByteBuffer.wrap(object("sample.Sample$Leaf.class").bytes()).getInt(HubLayout.CLASS_ID);
        assertThat(leaf).isBetween(node.getInt(HubLayout.FIRST_SUBCLASS), node.getInt(HubLayout.LAST_SUBCLASS));
    }

    @Test
    void theSameSourceGivesTheSameProgram() {
        Program again = translate();

        assertThat(again.data()).usingRecursiveComparison().isEqualTo(program.data());
        assertThat(texts(again)).isEqualTo(texts(program));
    }

    private static List<String> texts(Program program) {
        return program.functions().stream().map(Printer::print).toList();
    }
}
