package dev.lamarck.hardware.cpu;

/** A processor's registers, to look at between instructions. */
public final class RegisterView {
    private final ProcessorState state;

    RegisterView(ProcessorState state) {
        this.state = state;
    }

    public long pc() {
        return state.pc;
    }

    public long npc() {
        return state.npc;
    }

    /** Integer register 0 … 31 of the current window: %g, %o, %l, %i. */
    public long integer(int register) {
        return state.r[state.window + ProcessorState.slot(register)];
    }

    /** The same of any window. */
    public long integer(int window, int register) {
        return state.windowRegister(window, register);
    }

    /** Global register 1 … 7 of the set that traps other than MMU misses run with, whichever is selected. */
    public long alternateGlobal(int register) {
        return state.global(ProcessorState.ALTERNATE_GLOBALS, register);
    }

    /** Global register 1 … 7 of the set that MMU misses run with. */
    public long mmuGlobal(int register) {
        return state.global(ProcessorState.MMU_GLOBALS, register);
    }

    /** %f(2 × index) as a double's bits, index 0 … 31. */
    public long floatingDouble(int index) {
        return state.f[index];
    }

    public int ccr() {
        return state.ccr();
    }

    public long y() {
        return state.y;
    }

    public long fsr() {
        return state.fsr;
    }

    public int fprs() {
        return state.fprs;
    }

    public long gsr() {
        return state.gsr;
    }

    public int asi() {
        return state.asi;
    }

    public int pstate() {
        return state.pstate;
    }

    public boolean isPrivileged() {
        return state.isPrivileged();
    }

    public int pil() {
        return state.pil;
    }

    public long tba() {
        return state.tba;
    }

    public int trapLevel() {
        return state.tl;
    }

    public long tpc(int level) {
        return state.tpc[level];
    }

    public long tnpc(int level) {
        return state.tnpc[level];
    }

    public long tstate(int level) {
        return state.tstate[level];
    }

    public int trapType(int level) {
        return state.tt[level];
    }

    public int cwp() {
        return state.cwp;
    }

    public int cansave() {
        return state.cansave;
    }

    public int canrestore() {
        return state.canrestore;
    }

    public int otherwin() {
        return state.otherwin;
    }

    public int cleanwin() {
        return state.cleanwin;
    }

    public int wstate() {
        return state.wstate;
    }
}
