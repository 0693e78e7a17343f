package dev.lamarck.hardware.gdb;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the debugger has to know of the guest's kernel. Everything is read from the machine as it is at the moment; nothing changes it. */
public interface GuestSystem {
    /** The thread of the processor that runs, or ran last. */
    long running();

    /** The processor that executes a thread; empty if none does. */
    OptionalInt processor(long thread);

    /** All threads, the running one among them. */
    List<GuestThread> threads();

    /** The context of a thread that no processor executes; empty if there is no such thread. */
    Optional<SavedContext> context(long thread);

    /** Where an address of a thread's is in RAM. */
    OptionalLong translate(long thread, long va);

    /** Whether an address means the kernel's memory whoever runs, so that a breakpoint there is not for programs. */
    boolean isKernel(long va);

    /** Windows of a thread's that are neither in the register file nor on their stack. */
    List<SavedWindow> savedWindows(long thread);

    /** What the processor executes: an ELF file. */
    Optional<GuestFile> executable();

    /** Files with symbols of code that has been generated since; each content has a name of its own. */
    List<GuestFile> generatedCode();

    /** The address of a symbol of the kernel's. */
    OptionalLong address(String symbol);

    /** Where something is, for people. */
    String describe(long pc);

    /** Answers to a command of its own, or nothing. */
    Optional<String> command(String name, List<String> arguments);

    /** A line for each command of its own. */
    List<String> commands();
}
