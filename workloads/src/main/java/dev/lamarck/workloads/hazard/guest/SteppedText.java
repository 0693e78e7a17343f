package dev.lamarck.workloads.hazard.guest;

import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.kernel.evolve.KernelText;

/** The kernel's text; each change to it is announced as a step. */
final class SteppedText implements Target {
    private final KernelText text;

    SteppedText(KernelText text) {
        this.text = text;
    }

    @Override
    public void write(long address, int word) {
        Scene.step(address, word);
        text.write(address, word);
    }

    @Override
    public void flush(long address, int bytes) {
        Scene.step(address, 0);
        text.flush(address, bytes);
    }

    @Override
    public int functions() {
        return text.functions();
    }

    @Override
    public long start(int function) {
        return text.start(function);
    }

    @Override
    public int bytes(int function) {
        return text.bytes(function);
    }

    @Override
    public long coldStart(int function) {
        return text.coldStart(function);
    }

    @Override
    public int coldBytes(int function) {
        return text.coldBytes(function);
    }

    @Override
    public boolean changeable(int function) {
        return text.changeable(function);
    }

    @Override
    public int original(long address) {
        return text.original(address);
    }

    @Override
    public boolean constant(long address) {
        return text.constant(address);
    }

    @Override
    public long results() {
        return text.results();
    }

    @Override
    public long allocate(long near, int bytes) {
        return text.allocate(near, bytes);
    }

    @Override
    public long allocateNear(long near, int bytes) {
        return text.allocateNear(near, bytes);
    }

    @Override
    public void release(long address, int bytes) {
        text.release(address, bytes);
    }

    @Override
    public boolean executing(long address, int bytes) {
        return text.executing(address, bytes);
    }
}
