package dev.lamarck.lab.debug;

import dev.lamarck.hardware.gdb.GuestFile;
import dev.lamarck.hardware.gdb.GuestSystem;
import dev.lamarck.hardware.gdb.GuestThread;
import dev.lamarck.hardware.gdb.SavedContext;
import dev.lamarck.hardware.gdb.SavedWindow;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A world's kernel, for the debugger. Where kernel and program use one address, the kernel's is meant while the thread is in the kernel. */
public final class KernelSystem implements GuestSystem {
    private final Machine machine;
    private final Image image;
    private final KernelMemory memory;
    private final KernelThreads threads;
    private final GeneratedCode generated;
    private final KernelCommands commands;

    /** {@code log} hears what the world's evolution manager reports, from the beginning on. */
    public KernelSystem(World world, EvolutionLog log) {
        machine = world.machine();
        image = world.kernelImage();
        memory = new KernelMemory(machine, image);
        threads = new KernelThreads(machine, memory);
        generated = new GeneratedCode(image, log);
        commands = new KernelCommands(world, log, generated, this::describe);
    }

    @Override
    public long running() {
        return threads.running();
    }

    @Override
    public OptionalInt processor(long thread) {
        return threads.processor(thread);
    }

    @Override
    public List<GuestThread> threads() {
        return threads.all();
    }

    @Override
    public Optional<SavedContext> context(long thread) {
        return threads.context(thread);
    }

    @Override
    public OptionalLong translate(long thread, long va) {
        boolean isInUserMode = threads.isInUserMode(thread);
        OptionalLong first = isInUserMode ? threads.translateUser(thread, va) : memory.translate(va);
        if (first.isPresent()) {
            return first;
        }
        OptionalLong second = isInUserMode ? memory.translate(va) : threads.translateUser(thread, va);
        // What is neither the kernel's nor in a page table: addresses before the MMU is on.
        return second.isPresent() ? second : machine.translate(va, 0);
    }

    @Override
    public boolean isKernel(long va) {
        return memory.translate(va).isPresent();
    }

    @Override
    public List<SavedWindow> savedWindows(long thread) {
        return threads.savedWindows(thread);
    }

    @Override
    public Optional<GuestFile> executable() {
        return Optional.of(new GuestFile("/lamarck/kernel.elf", image.elf()));
    }

    @Override
    public List<GuestFile> generatedCode() {
        return generated.file(machine.cycles()).stream().toList();
    }

    @Override
    public OptionalLong address(String symbol) {
        return image.symbol(symbol).map(found -> OptionalLong.of(found.address())).orElse(OptionalLong.empty());
    }

    @Override
    public String describe(long pc) {
        String number = "0x" + Long.toHexString(pc);
        if (!isKernel(pc)) {
            return number;
        }
        Optional<ElfSymbol> symbol = image.functionAt(pc)
                .or(() -> generated.at(machine.cycles()).stream().filter(each -> each.contains(pc)).findFirst());
        String name = symbol.map(each -> " <" + each.name() + "+" + (pc - each.address()) + ">").orElse("");
        return number + name + image.lineAt(pc).map(line -> " " + line).orElse("");
    }

    /** The name of the kernel code at an address: a function's, or that of generated code. */
    public String code(long pc) {
        return image.functionAt(pc).or(() -> generated.at(machine.cycles()).stream().filter(each -> each.contains(pc)).findFirst())
                .map(ElfSymbol::name).orElse("generated code");
    }

    /** What the thread is called, and the program that its process executes, if it has one. */
    public String name(long thread) {
        return threads.name(thread);
    }

    @Override
    public Optional<String> command(String name, List<String> arguments) {
        return commands.execute(name, arguments);
    }

    @Override
    public List<String> commands() {
        return KernelCommands.HELP;
    }
}
