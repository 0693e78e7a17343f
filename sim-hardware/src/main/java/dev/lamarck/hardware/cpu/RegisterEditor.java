package dev.lamarck.hardware.cpu;

/** Sets registers of a processor that is not running. Register 0 stays zero. */
public final class RegisterEditor {
    private final ProcessorState state;
    private final Runnable onModeChange;

    RegisterEditor(ProcessorState state, Runnable onModeChange) {
        this.state = state;
        this.onModeChange = onModeChange;
    }

    /** Execution goes on at an address, and then behind it. */
    public void jump(long pc) {
        state.pc = pc;
        state.npc = pc + 4;
    }

    /** Integer register 1 … 31 of the current window: %g, %o, %l, %i. */
    public void setInteger(int register, long value) {
        state.setWindowRegister(state.cwp, register, value);
    }

    public void setPc(long pc) {
        state.pc = pc;
    }

    public void setNpc(long npc) {
        state.npc = npc;
    }

    /** %f(2 × index) as a double's bits, index 0 … 31. */
    public void setFloatingDouble(int index, long bits) {
        state.f[index] = bits;
    }

    public void setCcr(int ccr) {
        state.setCcr(ccr);
    }

    public void setAsi(int asi) {
        state.asi = asi & 0xff;
    }

    public void setY(long y) {
        state.y = y & 0xFFFF_FFFFL;
    }

    public void setFsr(long fsr) {
        state.setFsr(fsr);
    }

    public void setFprs(int fprs) {
        state.fprs = fprs & 7;
    }

    public void setPil(int level) {
        state.pil = level;
        onModeChange.run();
    }
}
