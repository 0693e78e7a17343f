package dev.lamarck.hardware.cpu;

import java.util.function.Supplier;

/** The registers of a processor, or of whichever runs, to look at between instructions. */
public final class RegisterView {
    private final Supplier<ProcessorState> state;

    RegisterView(ProcessorState state) {
        this.state = () -> state;
    }

    /** Of the one that is supplied at each look. */
    public RegisterView(Supplier<Processor> running) {
        this.state = () -> running.get().state();
    }

    public long pc() {
        return state.get().pc;
    }

    public long npc() {
        return state.get().npc;
    }

    /** Integer register 0 … 31 of the current window: %g, %o, %l, %i. */
    public long integer(int register) {
        return state.get().register(register);
    }

    /** The same of any window. */
    public long integer(int window, int register) {
        return state.get().windowRegister(window, register);
    }

    /** Global register 1 … 7 of the set that traps other than MMU misses run with, whichever is selected. */
    public long alternateGlobal(int register) {
        return state.get().global(ProcessorState.ALTERNATE_GLOBALS, register);
    }

    /** Global register 1 … 7 of the set that MMU misses run with. */
    public long mmuGlobal(int register) {
        return state.get().global(ProcessorState.MMU_GLOBALS, register);
    }

    /** %f(2 × index) as a double's bits, index 0 … 31. */
    public long floatingDouble(int index) {
        return state.get().f[index];
    }

    public int ccr() {
        return state.get().ccr();
    }

    public long y() {
        return state.get().y;
    }

    public long fsr() {
        return state.get().fsr();
    }

    public int fprs() {
        return state.get().fprs;
    }

    public long gsr() {
        return state.get().gsr;
    }

    public int asi() {
        return state.get().asi;
    }

    public int pstate() {
        return state.get().pstate;
    }

    public boolean isPrivileged() {
        return state.get().isPrivileged();
    }

    public int pil() {
        return state.get().pil;
    }

    public long tba() {
        return state.get().tba;
    }

    public int trapLevel() {
        return state.get().tl;
    }

    public long tpc(int level) {
        return state.get().tpc[level];
    }

    public long tnpc(int level) {
        return state.get().tnpc[level];
    }

    public long tstate(int level) {
        return state.get().tstate(level);
    }

    public int trapType(int level) {
        return state.get().tt[level];
    }

    public int cwp() {
        return state.get().cwp;
    }

    public int cansave() {
        return state.get().cansave;
    }

    public int canrestore() {
        return state.get().canrestore;
    }

    public int otherwin() {
        return state.get().otherwin;
    }

    public int cleanwin() {
        return state.get().cleanwin;
    }

    public int wstate() {
        return state.get().wstate;
    }
}
