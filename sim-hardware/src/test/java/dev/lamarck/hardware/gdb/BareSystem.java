package dev.lamarck.hardware.gdb;

import dev.lamarck.hardware.machine.Machine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** No kernel: one thread, addresses are physical. */
record BareSystem(Machine machine) implements GuestSystem {
    static final long THREAD = 1;

    @Override
    public long running() {
        return THREAD;
    }

    @Override
    public OptionalInt processor(long thread) {
        return OptionalInt.of(machine.cpu());
    }

    @Override
    public List<GuestThread> threads() {
        return List.of(new GuestThread(THREAD, "the only one"));
    }

    @Override
    public Optional<SavedContext> context(long thread) {
        return Optional.empty();
    }

    @Override
    public OptionalLong translate(long thread, long va) {
        return machine.isRam(va, 1) ? OptionalLong.of(va) : OptionalLong.empty();
    }

    @Override
    public boolean isKernel(long va) {
        return true;
    }

    @Override
    public List<SavedWindow> savedWindows(long thread) {
        return List.of();
    }

    @Override
    public Optional<GuestFile> executable() {
        return Optional.of(new GuestFile("/bare.elf", new byte[] {'}', '$', '#', '*', 0x7f}));
    }

    @Override
    public List<GuestFile> generatedCode() {
        return List.of();
    }

    @Override
    public OptionalLong address(String symbol) {
        return OptionalLong.empty();
    }

    @Override
    public String describe(long pc) {
        return "0x" + Long.toHexString(pc);
    }

    @Override
    public Optional<String> command(String name, List<String> arguments) {
        return Optional.empty();
    }

    @Override
    public List<String> commands() {
        return List.of();
    }
}
