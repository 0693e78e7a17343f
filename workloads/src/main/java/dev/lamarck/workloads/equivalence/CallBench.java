package dev.lamarck.workloads.equivalence;

import dev.lamarck.hardware.cpu.RegisterEditor;
import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.Host;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.equivalence.CallEffect.Ending;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One recorded call, to be made again and again in forks of its machine: by this body or that, with these arguments or others. Text is the
 * linker's, whatever had been done to it when the call was recorded; what stood in the memory for patches stands there still.
 */
public final class CallBench {
    private static final long INSTRUCTIONS = 3_000_000;
    private static final int SHUT_OUT = 15;
    private static final int O0 = 8;
    private static final int ARGUMENTS = 6;
    private static final int STACK_POINTER = 14;
    private static final int RETURN_ADDRESS = 15;
    private static final int STACK_BIAS = 2047;
    private static final int FLUSHW = 0x81580000;
    private static final int PAGE = (int) Pages.BYTES;
    private static final List<String> TEXT = List.of(".text.trap", ".text");

    private final Machine machine;
    private final StringBuilder console = new StringBuilder();
    private final long textStart;
    private final long patchEnd;
    /** Where every call returns to: a branch to itself in the last words of the patch heap, behind the flush of the windows. */
    private final long home;
    private final byte[] ready;
    private final List<Unseen.Range> unseen;
    /** The physical addresses between which the stack is the callee's. */
    private final int stackLow;
    private final int callersFrame;
    private boolean isHome;
    private int fatalTrap;

    public CallBench(Image kernel, CallMoment moment) {
        this(kernel, moment, Unseen.NOTHING);
    }

    public CallBench(Image kernel, CallMoment moment, Unseen unseen) {
        machine = new Machine(moment.configuration(), moment.media(), Host.withOutput(octet -> console.append((char) octet)));
        textStart = kernel.address("_text_start");
        patchEnd = kernel.address("_patch_end");
        home = patchEnd - 4;
        machine.restore(moment.snapshot());
        machine.watch(home, (cycle, pc) -> {
            isHome = true;
            machine.requestStop();
        });
        machine.watch(kernel.address("panic_trap"), (cycle, pc) -> {
            fatalTrap = trapType(machine.registers().integer(O0));
            machine.requestStop();
        });
        TEXT.forEach(section -> machine.writePhysical(kernel.file().section(section).orElseThrow().address(), kernel.file().contents(section)));
        ready = prepare();
        this.unseen = unseen.in(machine);
        callersFrame = physical(machine.registers().integer(STACK_POINTER) + STACK_BIAS);
        boolean isBootStack = callersFrame >= kernel.address("_boot_stack") && callersFrame <= kernel.address("_boot_stack_end");
        stackLow = isBootStack ? (int) kernel.address("_boot_stack") : threadStackLow(callersFrame);
    }

    /** Shuts out interrupts and spills all windows but the caller's; the state in which both bodies start. */
    private byte[] prepare() {
        machine.writePhysical(home - 4, words(FLUSHW, Emit.branchNear(home, home)));
        RegisterEditor registers = machine.editRegisters();
        registers.setPil(SHUT_OUT);
        registers.jump(home - 4);
        runHome();
        registers.setInteger(RETURN_ADDRESS, home - 8);
        return machine.snapshot();
    }

    /** The arguments of the recorded call. */
    public long[] arguments() {
        machine.restore(ready);
        long[] arguments = new long[ARGUMENTS];
        Arrays.setAll(arguments, i -> machine.registers().integer(O0 + i));
        return arguments;
    }

    /** In what two bodies differ for these arguments, as {@code one / other}; empty if they do the same. */
    public Optional<String> difference(Body one, Body other, long[] arguments) {
        return effect(one, arguments).difference(effect(other, arguments));
    }

    /** Lets a body run. */
    CallEffect effect(Body body, long[] arguments) {
        machine.restore(ready);
        console.setLength(0);
        body.words().forEach((address, word) -> machine.writePhysical(address, words(word)));
        RegisterEditor registers = machine.editRegisters();
        for (int i = 0; i < ARGUMENTS; i++) {
            registers.setInteger(O0 + i, arguments[i]);
        }
        registers.jump(body.entry());
        Stop stop = runHome();
        Ending ending = isHome ? Ending.RETURNED : fatalTrap != 0 ? Ending.TRAPPED
                : stop instanceof Stop.PowerOff ? Ending.STOPPED : Ending.UNFINISHED;
        return new CallEffect(ending, fatalTrap, ending == Ending.RETURNED ? results() : List.of(),
                visibleMemory(), console.toString());
    }

    private Stop runHome() {
        isHome = false;
        fatalTrap = 0;
        return machine.run(Limits.instructions(machine.instructions() + INSTRUCTIONS));
    }

    private List<Long> results() {
        RegisterView registers = machine.registers();
        List<Long> results = new ArrayList<>();
        for (int register : CallEffect.REGISTERS) {
            results.add(registers.integer(register));
        }
        return results;
    }

    /** From the frame that the kernel gives to its panic. */
    private int trapType(long frame) {
        return (int) ByteBuffer.wrap(machine.readPhysical(physical(frame) + TrapFrame.TRAP_TYPE, Long.BYTES)).getLong();
    }

    /** RAM without text and patches, without the dead part of the stack, and without what shall not be seen. */
    private byte[] visibleMemory() {
        byte[] memory = machine.readPhysical(0, (int) machine.configuration().number(ConfigurationKey.RAM_BYTES));
        Arrays.fill(memory, (int) textStart, (int) patchEnd, (byte) 0);
        Arrays.fill(memory, stackLow, callersFrame, (byte) 0);
        unseen.forEach(range -> Arrays.fill(memory, physical(range.address()), physical(range.address()) + range.bytes(), (byte) 0));
        return memory;
    }

    /** Where the thread's stack begins that holds an address: behind the kernel's mark, at the beginning of a page. */
    private int threadStackLow(int within) {
        int page = within & -PAGE;
        while (ByteBuffer.wrap(machine.readPhysical(page, Long.BYTES)).getLong() != Sched.STACK_CANARY) {
            page -= PAGE;
        }
        return page + Long.BYTES;
    }

    private static int physical(long address) {
        return (int) (address >= Pages.DIRECT ? address - Pages.DIRECT : address);
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }
}
