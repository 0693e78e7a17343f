package dev.lamarck.toolchain.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LinkerTest {
    @Test
    void kernelLiesWhereTheContractSays() throws LinkException {
        Image image = Linker.link(Samples.kernel());
        assertThat(image.address("trap_table")).isEqualTo(0x40_0000);
        assertThat(image.address("_trap_start")).isEqualTo(0x40_0000);
        assertThat(image.address("_start")).isEqualTo(image.entry());
        assertThat(image.address("_patch_end")).isEqualTo(0x80_0000);
        assertThat(image.address("_patch_start")).isEqualTo(image.address("_rodata_end") + 0x1FFF & -0x2000);
        assertThat(image.address("table")).isEqualTo(0x80_0000);
        assertThat(image.address("_boot_stack_end") - image.address("_boot_stack")).isEqualTo(0x1_0000);
        assertThat(image.file().segments()).extracting(ElfSegment::physicalAddress).containsExactly(0x40_0000L, 0x80_0000L);
    }

    @Test
    void userProgramsLieAtOneMegabyteWithDataOnItsOwnPage() throws LinkException {
        Image image = Linker.link(Samples.user());
        assertThat(image.address("_trap_start")).isEqualTo(0x10_0000);
        assertThat(image.address("table") % 0x2000).isZero();
        assertThat(image.address("table")).isGreaterThan(image.address("_rodata_end") - 1);
        assertThat(image.symbol("_boot_stack")).isEmpty();
    }

    @Test
    void relocationsReachTheirTargets() throws LinkException {
        Image image = Linker.link(Samples.kernel());
        long swtch = image.address("swtch");
        assertThat(word(image, swtch + 4)).isEqualTo(Samples.CALL | (int) ((image.address("leaf") - swtch - 4) / 4));
        long leaf = image.address("leaf");
        assertThat(word(image, leaf)).isEqualTo(Samples.SETHI_O0 | 0x80_0000 >>> 10);
        assertThat(word(image, leaf + 4)).isEqualTo(Samples.OR_O0);
        long table = image.address("table");
        assertThat(ByteBuffer.wrap(image.file().loaded(table, 8)).getLong()).isEqualTo(swtch);
        assertThat(word(image, table + 8)).isEqualTo((int) leaf + 4);
    }

    @Test
    void loadedTablesNameFunctionsLinesAndInlining() throws LinkException {
        Image image = Linker.link(Samples.kernel());
        long row = image.address("_ksyms");
        long rows = (image.address("_ksyms_end") - row) / 16;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < rows; i++, row += 16) {
            names.add(string(image, word(image, row + 8)));
            assertThat(word(image, row)).isEqualTo((int) image.address(names.getLast()));
            assertThat(word(image, row + 12)).isEqualTo(i < 2 ? 1 : 0);
        }
        assertThat(names).containsExactly("trap_table", "_start", "swtch", "leaf");
        long inline = image.address("_kinline");
        assertThat(word(image, inline)).isEqualTo((int) image.address("swtch") + 8);
        assertThat(string(image, word(image, inline + 8))).isEqualTo("queue_head");
        assertThat(word(image, image.address("_syscalls") + 4 * 4)).isEqualTo((int) image.address("leaf"));
        assertThat(word(image, image.address("_syscalls"))).isZero();
    }

    @Test
    void lineTablesAgree() throws LinkException {
        Image image = Linker.link(Samples.kernel());
        long first = image.address("_klines");
        for (long row = first; row < image.address("_klines_end"); row += 8) {
            long pc = word(image, row);
            int file = word(image, row + 4) >>> 16;
            String name = string(image, word(image, image.address("_kfiles") + 4L * file));
            assertThat(image.lineAt(pc)).hasValue(new SourceLine(name, word(image, row + 4) & 0xFFFF));
        }
        long swtch = image.address("swtch");
        assertThat(image.lineAt(swtch + 16)).hasValue(new SourceLine(Samples.SCHED, 300));
        assertThat(image.lineAt(swtch + 20)).as("padding after the function").isEmpty();
        assertThat(image.lines().addressesOf(new SourceLine(Samples.QUEUE, 70))).as("delay slots are no place to stop").isEmpty();
    }

    @Test
    void theSameInputGivesTheSameBytes() throws LinkException {
        assertThat(Linker.link(Samples.kernel()).elf()).isEqualTo(Linker.link(Samples.kernel()).elf());
    }

    @Test
    void symbolsMustBeDefinedOnce() {
        LinkInput sample = Samples.kernel();
        List<Fragment> twice = new ArrayList<>(sample.fragments());
        twice.add(sample.fragments().get(1));
        assertThatThrownBy(() -> Linker.link(new LinkInput(ImageLayout.KERNEL, "_start", twice, new TreeMap<>())))
                .isInstanceOf(LinkException.class).hasMessageContaining("'swtch' is defined twice").hasMessageContaining("kernel.sched.Sched.swtch()V");
        List<Fragment> missing = sample.fragments().subList(0, 2);
        assertThatThrownBy(() -> Linker.link(new LinkInput(ImageLayout.KERNEL, "_start", missing, new TreeMap<>())))
                .isInstanceOf(LinkException.class).hasMessage("undefined symbol 'leaf', used by 'swtch'");
    }

    @Test
    void aFullPageIsRefused() {
        List<Fragment> large = new ArrayList<>(Samples.kernel().fragments());
        large.add(Fragment.zero("huge", 0x40_0000, 8));
        assertThatThrownBy(() -> Linker.link(new LinkInput(ImageLayout.KERNEL, "_start", large, new TreeMap<>())))
                .isInstanceOf(LinkException.class).hasMessageContaining("page is full");
    }

    private static int word(Image image, long address) {
        return ByteBuffer.wrap(image.file().loaded(address, 4)).getInt();
    }

    private static String string(Image image, long address) {
        StringBuilder text = new StringBuilder();
        for (long at = address; image.file().loaded(at, 1)[0] != 0; at++) {
            text.append((char) image.file().loaded(at, 1)[0]);
        }
        return text.toString();
    }
}
