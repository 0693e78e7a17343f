package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.cache.TimingParameters;
import dev.lamarck.hardware.isa.code.Opcode;

/**
 * Executes instructions until the clock reaches the horizon.
 *
 * <p>Instructions are objects, decoded once ({@link Predecoder}). What most of them do stands in the loop itself ({@link #runAtOnce});
 * the others, and those that cannot go through at once, say themselves what they do ({@link Operation#execute}), with the help of
 * the {@link Units}.
 */
final class Interpreter extends Sequencer {
    static final int NO_TRAP = -1;
    /** In place of a trap: a watcher asked to stop before the instruction. */
    static final int HELD = -2;

    private static final int RETURN_ADDRESS = ProcessorState.slot(15);

    final LoadStoreUnit memory;
    final TrapUnit traps;
    final Units units;

    private final ModerateArithmetic moderate;

    /** The trap of the last operation of the stretch, if it said so and did not throw. */
    private int raised = NO_TRAP;

    /** The units that execute what the loop does not. */
    record Units(
            IntegerUnit integer, FloatingPointUnit floating, FloatingMemory floatingMemory, VisUnit vis,
            AlternateSpaces spaces, StateUnit state) {}

    Interpreter(
            ProcessorState state, CycleCounter counter, LoadStoreUnit memory, FetchUnit fetch, TrapUnit traps, Units units,
            TimingModel timing, TimingParameters parameters) {
        super(state, counter, fetch, timing, parameters);
        this.memory = memory;
        this.traps = traps;
        this.units = units;
        this.moderate = new ModerateArithmetic(state);
    }

    /**
     * Executes at least one instruction, then until the horizon; with regions about, at most to the end of the page. Returns at the first trap, or before an instruction at which it is held; the
     * trap's type, or a negative number for none.
     *
     * <p>It goes from page to page: in one, from stretch to stretch, and at its end program counters and counts are brought up to date.
     */
    int run() {
        do {
            operations = fetch.enter(state.pc);
            if (operations == null) {
                return fetch.trap();
            }
            begin();
            int trap = runPage();
            if (trap == HELD) {
                return trap;
            }
            if (trap != NO_TRAP) {
                backOut();
                return trap;
            }
            end();
        } while (goesOnElsewhere());
        return NO_TRAP;
    }

    /** The same of a single instruction. */
    int runOne() {
        setSingle(true);
        int trap = run();
        setSingle(false);
        return trap;
    }

    /** The stretches of a page, one after the other, and of pages that execution goes on to at once. Returns the trap that ended them, or NO_TRAP. */
    private int runPage() {
        try {
            while (at < counter.stretchEnd || raised == NO_TRAP && continues()) {
                Operation operation = operations[at];
                operation = runAtOnce(operation == CodePages.UNDECODED ? decode() : operation);
                if (operation == CodePages.UNDECODED) {
                    at--;
                } else if (operation != null) {
                    operation.execute(state, this);
                }
            }
            return raised();
        } catch (GuestTrap trap) {
            return trap.type;
        }
    }

    private int raised() {
        int trap = raised;
        raised = NO_TRAP;
        return trap;
    }

    /**
     * The innermost loop: executes this operation and those after it as long as they go through at once. Returns the first that does
     * not, or null at the end of the last stretch that does.
     *
     * <p>Two levels of switches, each too small for the JIT compiler to make a jump table of it, become direct branches, most
     * frequent first: indirect jumps are never predicted by processors with mitigations against speculation. And nothing here
     * calls what the compiler might not inline, for it would keep no variable in a register over such a call, wherever in the loop it stands:
     * so whatever may trap, miss or reach a device is not done but returned, what many kinds do is written once for all, and methods
     * called here are small.
     *
     * <p>What computes and accesses memory has a loop of its own, which ends with the stretch or at an operation of another group: so the compiler does not
     * prepare for transfers of control in front of each operation, nor look at the register window, which nothing changes there. {@link #at} is brought up to date
     * where it is looked at.
     *
     * <p>An operation may have a second with it ({@link Pairs}), for which the loop need not come round, unless the stretch ends between the two.
     */
    private Operation runAtOnce(Operation first) {
        ProcessorState s = state;
        long[] r = s.r;
        Operation operation = first;
        int next = at;
        while (true) {
            int window = s.window;
            stretch: {
                straight: while (true) {
                    next++;
                    int kind = operation.kind;
                    switch (kind >> Kind.GROUP_BITS) {
                        case Kind.COMPUTE -> {
                            long a = r[window + operation.rs1];
                            long b = r[window + operation.rs2] + operation.immediate;
                            r[window + operation.rd] = switch (kind) {
                                case Kind.ADD -> a + b;
                                case Kind.OR -> a | b;
                                case Kind.SUBTRACT -> a - b;
                                case Kind.AND -> a & b;
                                case Kind.XOR -> a ^ b;
                                case Kind.SHIFT_LEFT_WIDE -> a << b;
                                case Kind.SHIFT_RIGHT_WIDE -> a >>> b;
                                default -> (int) a >> (b & 31);
                            };
                        }
                        case Kind.COMPUTE_CC -> {
                            long a = r[window + operation.rs1];
                            long b = r[window + operation.rs2] + operation.immediate;
                            long result = switch (kind) {
                                case Kind.SUBTRACT_CC -> a - b;
                                case Kind.ADD_CC -> a + b;
                                case Kind.AND_CC -> a & b;
                                case Kind.OR_CC -> a | b;
                                case Kind.XOR_CC -> a ^ b;
                                default -> a & ~b;
                            };
                            long carries = switch (kind) {
                                case Kind.SUBTRACT_CC -> borrows(a, b);
                                case Kind.ADD_CC -> a & b | (a | b) & ~result;
                                default -> 0;
                            };
                            s.setCc(result, carries);
                            r[window + operation.rd] = result;
                        }
                        case Kind.LOAD -> {
                            if (kind >= Kind.LOAD_DOUBLE && !s.isFloatingEnabled()) {
                                at = next;
                                return operation;
                            }
                            long va = r[window + operation.rs1] + r[window + operation.rs2] + operation.immediate;
                            int pa = memory.loadAtOnce(va, kind == Kind.LOAD_NAMED ? memory.namedKey(va, operation.detail) : memory.key(va, operation.detail));
                            if (pa < 0) {
                                at = next;
                                return operation;
                            }
                            long bits = memory.readAligned(pa);
                            switch (kind) {
                                case Kind.LOAD_UNSIGNED, Kind.LOAD_SIGNED ->
                                        r[window + operation.rd] = extended(bits, operation.detail, kind == Kind.LOAD_SIGNED);
                                case Kind.LOAD_SINGLE -> s.setSingle(operation.rd, (int) (bits >>> 32));
                                case Kind.LOAD_64, Kind.LOAD_NAMED -> {
                                    r[window + operation.rd] = bits;
                                    Operation second = operation.second;
                                    if (second != null && next < counter.stretchEnd) {
                                        next++;
                                        va = r[window + second.rs1] + r[window + second.rs2] + second.immediate;
                                        pa = memory.loadAtOnce(va, kind == Kind.LOAD_NAMED ? memory.namedKey(va, second.detail) : memory.key(va, Long.BYTES));
                                        if (pa < 0) {
                                            at = next;
                                            return second;
                                        }
                                        r[window + second.rd] = memory.read64(pa);
                                    }
                                }
                                default -> {
                                    s.setDouble(operation.rd, bits);
                                    Operation second = operation.second;
                                    if (second != null && next < counter.stretchEnd) {
                                        next++;
                                        va = r[window + second.rs1] + r[window + second.rs2] + second.immediate;
                                        pa = memory.loadAtOnce(va, memory.key(va, Long.BYTES));
                                        if (pa < 0) {
                                            at = next;
                                            return second;
                                        }
                                        s.setDouble(second.rd, memory.read64(pa));
                                    }
                                }
                            }
                        }
                        case Kind.STORE -> {
                            if (kind >= Kind.STORE_DOUBLE && !s.isFloatingEnabled()) {
                                at = next;
                                return operation;
                            }
                            long va = r[window + operation.rs1] + r[window + operation.rs2] + operation.immediate;
                            int pa = memory.storeAtOnce(va, kind == Kind.STORE_NAMED ? memory.namedKey(va, operation.detail) : memory.key(va, operation.detail));
                            if (pa < 0) {
                                at = next;
                                return operation;
                            }
                            switch (kind) {
                                case Kind.STORE_32 -> memory.write32(pa, r[window + operation.rd]);
                                case Kind.STORE_8 -> memory.write8(pa, r[window + operation.rd]);
                                case Kind.STORE_16 -> memory.write16(pa, r[window + operation.rd]);
                                case Kind.STORE_SINGLE -> memory.write32(pa, s.single(operation.rd));
                                default -> {
                                    memory.write64(pa, kind == Kind.STORE_DOUBLE ? s.f[operation.rd] : r[window + operation.rd]);
                                    Operation second = operation.second;
                                    if (second != null && next < counter.stretchEnd) {
                                        next++;
                                        va = r[window + second.rs1] + r[window + second.rs2] + second.immediate;
                                        pa = memory.storeAtOnce(va, kind == Kind.STORE_NAMED ? memory.namedKey(va, second.detail) : memory.key(va, Long.BYTES));
                                        if (pa < 0) {
                                            at = next;
                                            return second;
                                        }
                                        memory.write64(pa, kind == Kind.STORE_DOUBLE ? s.f[second.rd] : r[window + second.rd]);
                                    }
                                }
                            }
                        }
                        case Kind.COMPUTE_RARELY -> {
                            long a = r[window + operation.rs1];
                            long b = r[window + operation.rs2] + operation.immediate;
                            r[window + operation.rd] = switch (kind) {
                                case Kind.SHIFT_LEFT -> a << (b & 31);
                                case Kind.SHIFT_RIGHT -> (a & 0xFFFF_FFFFL) >>> (b & 31);
                                case Kind.SHIFT_RIGHT_SIGNED_WIDE -> a >> b;
                                case Kind.AND_NOT -> a & ~b;
                                case Kind.OR_NOT -> a | ~b;
                                case Kind.EXCLUSIVE_NOR -> ~(a ^ b);
                                default -> a * b;
                            };
                        }
                        default -> {
                            break straight;
                        }
                    }
                    if (next >= counter.stretchEnd) {
                        break stretch;
                    }
                    operation = operations[next];
                }
                at = next;
                int kind = operation.kind;
                switch (kind >> Kind.GROUP_BITS) {
                    case Kind.COMPARE -> {
                        long a = r[window + operation.rs1];
                        long b = r[window + operation.rs2] + operation.immediate;
                        s.setCc(a - b, borrows(a, b));
                        if (next < counter.stretchEnd) {
                            at = ++next;
                            boolean holds = ComparePair.holds(operation.detail, a, b);
                            if (kind == Kind.COMPARE_AND_BRANCH) {
                                predict(operation.second, holds);
                                branch(operation.second, holds);
                            } else if (holds) {
                                return operation.second;
                            }
                        }
                    }
                    case Kind.BRANCH, Kind.BRANCH_ON_REGISTER -> {
                        if (kind == Kind.FCC && !s.isFloatingEnabled()) {
                            return operation;
                        }
                        boolean taken = isTaken(operation, s);
                        predict(operation, taken);
                        branch(operation, taken);
                    }
                    case Kind.JUMP_OR_WINDOW -> {
                        long target = kind < Kind.JUMP ? pc() + operation.immediate
                                : r[window + operation.rs1] + r[window + operation.rs2] + operation.immediate;
                        if (kind == Kind.ADJUST_WINDOWS) {
                            if (!s.isPrivileged()) {
                                return operation;
                            }
                            traps.adjustWindows(operation.detail != 0);
                        } else if (kind >= Kind.SAVE) {
                            if (!(kind == Kind.SAVE ? traps.saveAtOnce() : traps.restoreAtOnce())) {
                                return operation;
                            }
                            r[s.window + operation.rd] = target;
                        } else if (kind >= Kind.JUMP) {
                            if ((target & 3) != 0 || kind == Kind.RETURN && !traps.restoreAtOnce()) {
                                return operation;
                            }
                            if (kind == Kind.JUMP) {
                                r[window + operation.rd] = pc();
                            }
                            jump(target);
                        } else if (kind == Kind.ALWAYS_ANNULLED) {
                            transferAnnulled(target);
                        } else {
                            if (kind == Kind.CALL) {
                                r[window + RETURN_ADDRESS] = pc();
                            }
                            transfer(target);
                        }
                    }
                    case Kind.ON_CONDITION -> {
                        boolean holds = switch (kind) {
                            case Kind.MOVE_ON_ICC, Kind.TRAP_ON_ICC -> s.icc(operation.detail);
                            case Kind.MOVE_ON_XCC, Kind.TRAP_ON_XCC -> s.xcc(operation.detail);
                            default -> Conditions.holdsRegister(operation.detail, r[window + operation.rs1]);
                        };
                        if (holds && kind >= Kind.TRAP_ON_ICC) {
                            return operation;
                        }
                        if (holds) {
                            r[window + operation.rd] = r[window + operation.rs2] + operation.immediate;
                        }
                    }
                    default -> {
                        if (kind == Kind.OTHER || !moderate.executesAtOnce(operation)) {
                            return operation;
                        }
                        Operation second = operation.second;
                        if (second != null && next < counter.stretchEnd) {
                            at = ++next;
                            if (!moderate.executesAtOnce(second)) {
                                return second;
                            }
                        }
                    }
                }
            }
            if (next >= counter.stretchEnd) {
                at = next;
                if (!followsAtOnce() && !continuesAtOnce() && !entersAtOnce()) {
                    return null;
                }
                next = at;
            }
            operation = operations[next];
        }
    }

    /** Whether a conditional branch is taken. */
    static boolean isTaken(Operation branch, ProcessorState s) {
        return switch (branch.kind) {
            case Kind.ICC_EQUAL -> (int) s.ccZeroLow == 0;
            case Kind.ICC_NOT_EQUAL -> (int) s.ccZeroLow != 0;
            case Kind.XCC_EQUAL -> s.ccZero == 0;
            case Kind.XCC_NOT_EQUAL -> s.ccZero != 0;
            case Kind.ICC -> s.icc(branch.detail);
            case Kind.XCC -> s.xcc(branch.detail);
            case Kind.NEVER -> false;
            case Kind.FCC -> Conditions.holdsFloating(branch.detail, s.fcc(branch.rs1));
            default -> isTakenOn(branch.first(s), branch.kind);
        };
    }

    private static boolean isTakenOn(long value, int kind) {
        return switch (kind) {
            case Kind.ZERO -> value == 0;
            case Kind.LESS_OR_EQUAL -> value <= 0;
            case Kind.LESS -> value < 0;
            case Kind.NOT_ZERO -> value != 0;
            case Kind.GREATER -> value > 0;
            default -> value >= 0;
        };
    }

    /** Out of each bit of a difference. */
    private static long borrows(long a, long b) {
        return ~a & b | (~a | b) & a - b;
    }

    /** A value that has been loaded into the highest bits. */
    static long extended(long bits, int size, boolean signed) {
        int shift = Long.SIZE - Byte.SIZE * size;
        return signed ? bits >> shift : bits >>> shift;
    }

    /** The operation of the next word, which is not decoded, or is watched. Watchers see the whole state as it is before it. */
    private Operation decode() {
        settle();
        storeProgramCounters(at);
        fetch.announce(at);
        if (fetch.isHeld()) {
            throw GuestTrap.HELD;
        }
        if (timing != null) {
            moveToLine();
        }
        return fetch.decode(at);
    }

    // ---- for the operations

    /** Raises the trap, if there is one: then the operation must not have changed anything. */
    boolean isDone(int trap) {
        if (trap != NO_TRAP) {
            raised = trap;
            counter.endStretch();
        }
        return trap == NO_TRAP;
    }

    /** Returns from a trap, which sets the program counters. */
    void leaveTrap(boolean retry) {
        settleBefore();
        units.state.leaveTrap(retry);
        endGroup();
        leaveFor(state.pc, state.npc);
    }

    /** Lets a unit execute an instruction, which may look at everything. It sees the counts as they are before it. */
    void executeInUnit(int opcode, int word) {
        settleBefore();
        storeProgramCounters(at - 1);
        execute(opcode, word);
    }

    void execute(int operation, int word) {
        if (operation == Opcode.ILLEGAL) {
            throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        } else if (operation <= Opcode.RESTORE) {
            units.integer.execute(operation, word);
        } else if (operation <= Opcode.PREFETCHA) {
            units.spaces.execute(operation, word);
        } else if (operation <= Opcode.FMOVRQ) {
            units.floating.move(operation, word);
        } else if (operation <= Opcode.SIR) {
            units.state.execute(operation, word);
        } else if (operation <= Opcode.FCMPEQ) {
            units.floating.execute(operation, word);
        } else if (operation <= Opcode.SIAM) {
            units.vis.execute(operation, word);
        } else {
            throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
    }
}
