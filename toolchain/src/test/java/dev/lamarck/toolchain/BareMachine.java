package dev.lamarck.toolchain;

import dev.lamarck.hardware.machine.BootMedia;
import dev.lamarck.hardware.machine.ElfImage;
import dev.lamarck.hardware.machine.Host;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.toolchain.ir.AssemblyRoutine;
import dev.lamarck.toolchain.ir.DataObject;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Program;
import dev.lamarck.toolchain.ir.Relocation;
import dev.lamarck.toolchain.ir.SourceMethod;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.LinkException;
import dev.lamarck.toolchain.sparc.BackEnd;
import dev.lamarck.toolchain.sparc.Dump;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs compiled functions on the emulated machine with nothing but a driver: it calls them one after the other and notes the result, or the trap that
 * ended the call. Page 0 is unmapped, as in the kernel; 4 MB from {@link #HEAP} on are memory that no one uses.
 */
public final class BareMachine {
    /** A call to make: a function's symbol and up to eight arguments. */
    public record Call(String symbol, long... arguments) {}

    /** What came of a call: {@code trap} is the trap type, 0 if it returned {@code value}. */
    public record Answer(long value, int trap) {
        /** Trap type of the hardware's division check and of a load or store that no translation allows. */
        public static final int DIVISION_BY_ZERO = 0x28;
        public static final int UNMAPPED = 0x68;

        /** The software trap number of a check the compiler made, or −1. */
        public int check() {
            return trap >= 0x100 ? trap - 0x100 : -1;
        }
    }

    public static final long HEAP = 0xC0_0000;

    private static final String CALLS = "calls";
    private static final int ROW_WORDS = 10;
    private static final int ROWS = 16;
    private static final int TRAP_TYPES = 0x200;
    private static final long ENOUGH = 200_000_000;

    private static final String START = """
            wrpr    %g0, 4, %pstate
            wrpr    %g0, 7, %cleanwin
            wrpr    %g0, 0, %wstate
            sethi   %hi(trap_table), %g1
            wrpr    %g1, 0, %tba
            mov     7, %g2                  ! valid, 4 MB
            sllx    %g2, 61, %g2
            or      %g2, 0x76, %g2          ! locked, cacheable, privileged, writable
            mov     0x30, %g4               ! tag access
            sethi   %hi(0x400000), %g3
            stxa    %g3, [%g4] 0x58
            or      %g2, %g3, %g5
            stxa    %g5, [%g0] 0x5d
            add     %g3, %g3, %g1
            stxa    %g1, [%g4] 0x58
            or      %g2, %g1, %g5
            mov     8, %g6
            stxa    %g5, [%g6] 0x5d
            add     %g1, %g3, %g1
            stxa    %g1, [%g4] 0x58
            or      %g2, %g1, %g5
            mov     16, %g6
            stxa    %g5, [%g6] 0x5d
            mov     0xb, %g1                ! caches, data MMU
            stxa    %g1, [%g0] 0x45
            membar  #Sync
            ba      next_call
            nop
        """;
    private static final String NEXT = """
            wrpr    %g0, 0, %cwp
            wrpr    %g0, 6, %cansave
            wrpr    %g0, 0, %canrestore
            wrpr    %g0, 0, %otherwin
            sethi   %hi(_boot_stack_end), %sp
            or      %sp, %lo(_boot_stack_end), %sp
            sub     %sp, 2047 + 256, %sp
            clr     %fp
            set     calls, %l0
            ldx     [%l0], %l2
            ldx     [%l0 + 8], %l1
            cmp     %l2, %l1
            be,pn   %xcc, 2f
            add     %l2, 80, %l3
            stx     %l3, [%l0]
            ldx     [%l2 + 8], %o0
            ldx     [%l2 + 16], %o1
            ldx     [%l2 + 24], %o2
            ldx     [%l2 + 32], %o3
            ldx     [%l2 + 40], %o4
            ldx     [%l2 + 48], %o5
            ldx     [%l2 + 56], %l4
            stx     %l4, [%sp + 2047 + 176]
            ldx     [%l2 + 64], %l4
            stx     %l4, [%sp + 2047 + 184]
            ldx     [%l2], %l3
            jmpl    %l3, %o7
            nop
            stx     %o0, [%l2]
            ba      next_call
            nop
        2:  setx    0x1fe0000a000, %l1, %l0
            stxa    %g0, [%l0] 0x15         ! power off
            ba      2b
            nop
        """;
    private static final String TRAPPED = """
            rdpr    %tt, %g1
            set     calls, %g2
            ldx     [%g2], %g2
            stx     %g1, [%g2 - 8]
            wrpr    %g0, 0, %tl
            wrpr    %g0, 4, %pstate
            ba      next_call
            nop
        """;
    private static final String CLEAN_WINDOW = """
            rdpr    %cleanwin, %l0
            add     %l0, 1, %l0
            wrpr    %l0, 0, %cleanwin
            clr     %l0
            retry
        """;

    private BareMachine() {}

    /** The functions and data of {@code program}, which has no assembly of its own, with the driver and the calls, linked. */
    public static Image image(Program program, List<Call> calls, Allocator allocator) throws LinkException {
        List<AssemblyRoutine> routines = List.of(routine("trap_table", trapTable()), routine("_start", START), routine("next_call", NEXT),
                routine("trapped", TRAPPED));
        List<DataObject> data = new ArrayList<>(program.data());
        data.add(table(calls));
        return BackEnd.compile(new Program(program.functions(), routines, data, program.systemCalls(), program.fields()), Profile.KERNEL, allocator, Dump.NONE);
    }

    private static AssemblyRoutine routine(String symbol, String text) {
        return new AssemblyRoutine(new SourceMethod(new MethodRef("test/Driver", symbol, "()V"), symbol, "test/Driver.java", 1), text);
    }

    private static String trapTable() {
        StringBuilder text = new StringBuilder();
        for (int type = 0; type < 2 * TRAP_TYPES;) {
            String handler = switch (type & TRAP_TYPES - 1) {
                case 0x24 -> CLEAN_WINDOW;
                case 0x80 -> windowMoves("stx %%%s, [%%sp + 2047 + %d]\n") + "saved\nretry\n";
                case 0xC0 -> windowMoves("ldx [%%sp + 2047 + %2$d], %%%1$s\n") + "restored\nretry\n";
                default -> "ba trapped\nnop\n";
            };
            text.append(handler);
            int words = (int) handler.lines().count();
            int entries = (words + 7) / 8;
            text.append("nop\n".repeat(entries * 8 - words));
            type += entries;
        }
        return text.toString();
    }

    private static String windowMoves(String format) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            text.append(format.formatted((i < 8 ? "l" : "i") + (i & 7), i * 8));
        }
        return text.toString();
    }

    private static DataObject table(List<Call> calls) {
        ByteBuffer bytes = ByteBuffer.allocate(ROWS + calls.size() * ROW_WORDS * 8);
        List<Relocation> relocations = new ArrayList<>();
        relocations.add(new Relocation(0, 8, CALLS, ROWS));
        relocations.add(new Relocation(8, 8, CALLS, bytes.capacity()));
        for (int i = 0; i < calls.size(); i++) {
            bytes.position(row(i));
            relocations.add(new Relocation(bytes.position(), 8, calls.get(i).symbol(), 0));
            bytes.putLong(0);
            for (long argument : calls.get(i).arguments()) {
                bytes.putLong(argument);
            }
        }
        return new DataObject(CALLS, DataObject.Section.DATA, 8, bytes.array(), relocations);
    }

    private static int row(int call) {
        return ROWS + call * ROW_WORDS * 8;
    }

    /** Runs an {@link #image} and gives the answers to its calls, in order. */
    public static List<Answer> run(Image image, int calls) {
        Machine machine = new Machine(MachineConfiguration.named("ultrasparc-1"), BootMedia.of(ElfImage.parse("bare", image.elf())), Host.none());
        Stop stop = machine.run(Limits.instructions(ENOUGH));
        if (!stop.equals(new Stop.PowerOff(0, 0))) {
            long pc = machine.registers().pc();
            throw new AssertionError(stop + " at " + Long.toHexString(pc) + " in " + image.functionAt(pc) + " " + image.lineAt(pc));
        }
        ByteBuffer table = ByteBuffer.wrap(machine.readPhysical(image.address(CALLS), row(calls)));
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            answers.add(new Answer(table.getLong(row(i)), (int) table.getLong(row(i) + (ROW_WORDS - 1) * 8)));
        }
        return answers;
    }
}
