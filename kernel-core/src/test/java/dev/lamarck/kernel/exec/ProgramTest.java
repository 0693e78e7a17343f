package dev.lamarck.kernel.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.AllSpaces;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Memory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static final long TEXT = 0x10_0000;
    private static final long DATA = 0x20_4100;
    private static final int TEXT_BYTES = 0x300;
    private static final int DATA_OFFSET = 0x4100;
    private static final int DATA_BYTES = 0x80;
    private static final int DATA_MEMORY = 0x3000;

    private final Program program = new Program();

    @BeforeEach
    void boot() {
        HostedKernel.start();
    }

    /** A file with one segment of text, which holds the headers, and one of data, which ends in cleared memory. */
    private static ByteBuffer elf() {
        ByteBuffer elf = ByteBuffer.allocate(DATA_OFFSET + DATA_BYTES);
        elf.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 2, 1}).position(16);
        elf.putShort((short) 2).putShort((short) 43).putInt(1).putLong(TEXT + 0x200).putLong(64).putLong(0).putInt(0);
        elf.putShort((short) 64).putShort((short) 56).putShort((short) 2).putShort((short) 64).putShort((short) 0).putShort((short) 0);
        elf.putInt(1).putInt(5).putLong(0).putLong(TEXT).putLong(TEXT).putLong(TEXT_BYTES).putLong(TEXT_BYTES).putLong(0x10_0000);
        elf.putInt(1).putInt(6).putLong(DATA_OFFSET).putLong(DATA).putLong(DATA).putLong(DATA_BYTES).putLong(DATA_MEMORY).putLong(0x10_0000);
        for (int i = 0; i < DATA_BYTES; i++) {
            elf.put(DATA_OFFSET + i, (byte) (i + 1));
        }
        return elf;
    }

    private int load(byte[] file, int mode) {
        PathName created = new PathName(RootFileSystem.root()).with("program".getBytes(StandardCharsets.UTF_8));
        FileOpen.vnCreate(created, OpenFlags.EXCLUSIVE, mode);
        Vnode vnode = created.take();
        long page = Pages.allocateZeroed();
        for (int at = 0; at < file.length; at += Pages.BYTES) {
            int n = Math.min(Pages.BYTES, file.length - at);
            for (int i = 0; i < n; i++) {
                Memory.store8(page + i, file[at + i]);
            }
            assertThat(vnode.writeFrom(at, Uio.kernel(page, n))).isEqualTo(n);
        }
        Strings arguments = new Strings();
        arguments.add("program".getBytes(StandardCharsets.UTF_8));
        arguments.add(new byte[0]);
        arguments.add("two words".getBytes(StandardCharsets.UTF_8));
        Strings environment = new Strings();
        environment.add("A=1".getBytes(StandardCharsets.UTF_8));
        return program.load(new PathName(RootFileSystem.root()).with("/program".getBytes(StandardCharsets.UTF_8)), arguments, environment);
    }

    private long word(long va) {
        return Memory.load64(program.space.resolve(va, AddressSpace.READ));
    }

    private int octet(long va) {
        return Memory.loadUnsigned8(program.space.resolve(va, AddressSpace.READ));
    }

    private String string(long va) {
        StringBuilder text = new StringBuilder();
        for (long at = va; octet(at) != 0; at++) {
            text.append((char) octet(at));
        }
        return text.toString();
    }

    @Test
    void segmentsComeFromTheFileAndTheirRestIsCleared() {
        assertThat(load(elf().array(), 0755)).isZero();
        assertThat(program.entry).isEqualTo(TEXT + 0x200);
        assertThat(octet(TEXT + 1)).isEqualTo('E');
        assertThat(octet(DATA)).isEqualTo(1);
        assertThat(octet(DATA + DATA_BYTES - 1)).isEqualTo(DATA_BYTES);
        assertThat(octet(DATA + DATA_BYTES)).isZero();
        assertThat(octet(DATA + DATA_MEMORY - 1)).isZero();
        assertThat(program.space.resolve(TEXT, AddressSpace.WRITE)).isZero();
        assertThat(program.space.resolve(DATA, AddressSpace.WRITE)).isNotZero();
        assertThat(program.space.brk(0)).isEqualTo(0x20_8000);
        assertThat(new String(program.path, StandardCharsets.UTF_8)).isEqualTo("/program");
        assertThat(new String(program.arguments, StandardCharsets.UTF_8)).isEqualTo("program\0\0two words\0");
    }

    @Test
    void theStackIsLinuxs() {
        assertThat(load(elf().array(), 0755)).isZero();
        assertThat(program.stack % 16).isZero();
        long at = program.stack + 128;
        assertThat(word(at)).isEqualTo(3);
        assertThat(string(word(at + 8))).isEqualTo("program");
        assertThat(string(word(at + 16))).isEmpty();
        assertThat(string(word(at + 24))).isEqualTo("two words");
        assertThat(word(at + 32)).isZero();
        assertThat(string(word(at + 40))).isEqualTo("A=1");
        assertThat(word(at + 48)).isZero();
        Map<Long, Long> auxiliary = new HashMap<>();
        at += 56;
        for (; word(at) != 0; at += 16) {
            auxiliary.put(word(at), word(at + 8));
        }
        assertThat(auxiliary).containsEntry(6L, 8192L).containsEntry(3L, TEXT + 64).containsEntry(4L, 56L).containsEntry(5L, 2L)
                .containsEntry(9L, TEXT + 0x200).containsEntry(7L, 0L).containsEntry(17L, 100L).containsEntry(23L, 0L);
        assertThat(string(auxiliary.get(15L))).isEqualTo("sun4u");
        assertThat(string(auxiliary.get(31L))).isEqualTo("/program");
        assertThat(word(auxiliary.get(25L))).isNotEqualTo(word(auxiliary.get(25L) + 8));
        assertThat(auxiliary.get(25L)).isBetween(at, AddressSpace.STACK_TOP - 16);
    }

    @Test
    void filesThatAreNoProgramsAreRefusedAndLeaveNothing() {
        assertThat(load(elf().array(), 0644)).isEqualTo(-Errno.EACCES);
        assertRefused(new byte[0]);
        assertRefused("#!\n".getBytes(StandardCharsets.UTF_8));
        assertRefused(("#!" + "x".repeat(300) + "\n").getBytes(StandardCharsets.UTF_8));
        assertRefused(elf().put(4, (byte) 1).array());
        assertRefused(elf().put(5, (byte) 1).array());
        assertRefused(elf().putShort(18, (short) 62).array());
        assertRefused(elf().putShort(16, (short) 3).array());
        assertRefused(elf().putShort(56, (short) 0).array());
        assertRefused(elf().putShort(56, (short) 200).array());
        assertRefused(elf().putLong(32, Long.MAX_VALUE).array());
        assertRefused(elf().putLong(32, 65).array());
        assertRefused(Arrays.copyOf(elf().array(), DATA_OFFSET));
        assertRefused(elf().putInt(64, 3).array());
        assertRefused(elf().putLong(64 + 16, 0).array());
        assertRefused(elf().putLong(64 + 16, AddressSpace.STACK_TOP - 0x2000).array());
        assertRefused(elf().putLong(64 + 40, 1).array());
        assertRefused(elf().putLong(64 + 56 + 16, DATA + 8).array());
        assertRefused(elf().putLong(64 + 56 + 16, TEXT + 0x100).array());
        assertRefused(elf().putLong(64 + 56 + 32, -1).array());
    }

    @Test
    void aScriptIsWhatItsInterpreterIs() {
        assertThat(load("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), 0755)).isEqualTo(-Errno.ENOENT);
        HostedKernel.start();
        assertThat(load("#!program\n".getBytes(StandardCharsets.UTF_8), 0755)).isEqualTo(-Errno.ELOOP);
    }

    private void assertRefused(byte[] file) {
        HostedKernel.start();
        Kmem.free(Kmem.alloc(32));
        long spaces = AllSpaces.count();
        int free = Pages.free();
        assertThat(load(file, 0755)).isEqualTo(-Errno.ENOEXEC);
        assertThat(AllSpaces.count()).isEqualTo(spaces);
        int held = 1 + (file.length + Pages.BYTES - 1) / Pages.BYTES;
        assertThat(Pages.free()).isEqualTo(free - held);
    }
}
