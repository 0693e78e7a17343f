package dev.lamarck.kernel.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.AllocationFailures;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.toolchain.magic.Memory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BootArgumentsTest {
    @BeforeEach
    void boot() {
        HostedKernel.start();
    }

    private static BootArguments parse(String lines) {
        long page = Pages.allocateZeroed();
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            Memory.store8(page + i, bytes[i]);
        }
        BootArguments arguments = new BootArguments();
        assertThat(arguments.parse(page, bytes.length)).isZero();
        return arguments;
    }

    private static String text(Strings strings) {
        return new String(strings.bytes(), 0, strings.length(), StandardCharsets.UTF_8);
    }

    @Test
    void takesItsKeysInOrderAndLeavesTheOthers() {
        BootArguments arguments = parse("init=/bin/x\narg=x\narg=a b\nenv=PATH=/bin\nother=1\nnonsense\ncwd=/work\narg=");
        assertThat(new String(arguments.program, StandardCharsets.UTF_8)).isEqualTo("/bin/x");
        assertThat(new String(arguments.directory, StandardCharsets.UTF_8)).isEqualTo("/work");
        assertThat(text(arguments.arguments)).isEqualTo("x\0a b\0\0");
        assertThat(arguments.arguments.count()).isEqualTo(3);
        assertThat(text(arguments.environment)).isEqualTo("PATH=/bin\0");
    }

    @Test
    void startsFailuresOfAllocationsIfTheyAreWanted() {
        parse("kmem.fail=1\nkmem.fail.seed=5").startFailures();
        assertThat(AllocationFailures.isOn()).as("every one refused would be for ever").isFalse();
        parse("kmem.fail=2\nkmem.fail.seed=5").startFailures();
        assertThat(AllocationFailures.isOn()).isTrue();
        Pages.mayGive(1);
        assertThat(AllocationFailures.asked()).isEqualTo(1);
        parse("kmem.fail=2\nkmem.fail.seed=5\nkmem.fail.user=1000").startFailures();
        Pages.mayGive(1);
        assertThat(AllocationFailures.asked()).as("not that user's").isZero();
    }

    @Test
    void decodesBytes() {
        BootArguments arguments = parse("arg=100%25%0a%C3%a9\n");
        assertThat(text(arguments.arguments)).isEqualTo("100%\né\0");
    }

    @Test
    void withoutKeysItIsTheShellInTheRoot() {
        BootArguments arguments = parse("");
        assertThat(new String(arguments.program, StandardCharsets.UTF_8)).isEqualTo("/bin/sh");
        assertThat(new String(arguments.directory, StandardCharsets.UTF_8)).isEqualTo("/");
    }

    @Test
    void vectorsOfAProcessEndWithNullAndMayEndWithTheirPage() {
        long memory = HostedKernel.userMemory(2 * Pages.BYTES);
        long vector = memory;
        long string = memory + 2L * Pages.BYTES - 3;
        store(vector, string);
        store(vector + 8, 0);
        storeByte(string, 'a');
        storeByte(string + 1, 'b');
        Strings strings = new Strings();
        assertThat(strings.addVector(vector)).isZero();
        assertThat(text(strings)).isEqualTo("ab\0");
        storeByte(string + 2, 'c');
        assertThat(new Strings().addVector(vector)).isEqualTo(-Errno.EFAULT);
        assertThat(new Strings().addVector(0x8000)).isEqualTo(-Errno.EFAULT);
        assertThat(new Strings().addVector(0)).isZero();
    }

    private static void store(long va, long value) {
        Memory.store64(Proc.current().space.resolve(va, AddressSpace.WRITE), value);
    }

    private static void storeByte(long va, int value) {
        Memory.store8(Proc.current().space.resolve(va, AddressSpace.WRITE), value);
    }

    @Test
    void tooMuchIsTooMuch() {
        Strings strings = new Strings();
        assertThat(strings.add(new byte[100_000])).isZero();
        assertThat(strings.add(new byte[100_000])).isEqualTo(-Errno.E2BIG);
    }
}
