package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.cache.TimingParameters;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.memory.PhysicalMemory;

/**
 * Executes instructions until the clock reaches the horizon.
 *
 * <p>{@link #run} is one loop over predecoded words with the program counters and the two counts in local variables. It keeps
 * few things inline, and those short, because the JIT compiler gives up on methods of more than 8000 bytecodes and stops
 * inlining into large ones. Each instruction either reaches the end of its {@code case} with {@code break} and execution goes on at npc, or
 * goes to the {@code branch} part below the switch with its condition decided, or sets both counters and continues.
 */
final class Interpreter {
    private static final long PAGE = -PhysicalMemory.PAGE_BYTES;
    private static final int OFFSET_WORDS = CodePages.WORDS - 1;
    private static final int FIELD = Predecoder.FIELD;
    /** No page has this address. */
    private static final long NO_PAGE = 1;
    /** Size of an issue group that has ended: nothing joins it, and no load in it delays anyone. */
    private static final int ENDED = 8;

    private final ProcessorState state;
    private final CycleCounter counter;
    private final LoadStoreUnit memory;
    private final FetchUnit fetch;
    private final TrapUnit traps;
    private final Units units;
    private final TimingModel timing;
    private final int[] latencies;
    private final int interlock;

    /** Instructions in the issue group so far. */
    private int group = ENDED;

    /** The units that execute what the loop does not. */
    record Units(
            IntegerUnit integer, FloatingPointUnit floating, FloatingMemory floatingMemory, VisUnit vis,
            AlternateSpaces spaces, StateUnit state) {}

    Interpreter(
            ProcessorState state, CycleCounter counter, LoadStoreUnit memory, FetchUnit fetch, TrapUnit traps, Units units,
            TimingModel timing, TimingParameters parameters) {
        this.state = state;
        this.counter = counter;
        this.memory = memory;
        this.fetch = fetch;
        this.traps = traps;
        this.units = units;
        this.timing = timing;
        this.interlock = parameters.interlock();
        this.latencies = latencies(parameters);
    }

    private static int[] latencies(TimingParameters parameters) {
        int[] latencies = new int[IssueRules.LATENCIES];
        latencies[IssueRules.MULTIPLY] = parameters.multiply();
        latencies[IssueRules.DIVIDE32] = parameters.divide32();
        latencies[IssueRules.DIVIDE64] = parameters.divide64();
        latencies[IssueRules.FDIVIDE_SINGLE] = parameters.fdivideSingle();
        latencies[IssueRules.FDIVIDE_DOUBLE] = parameters.fdivideDouble();
        return latencies;
    }

    int group() {
        return group;
    }

    void setGroup(int group) {
        this.group = group;
    }

    /** Starts a new issue group, as after every trap. */
    void endGroup() {
        group = ENDED;
    }

    /**
     * Executes at least one instruction, then until the horizon. Returns at the first trap; its type, or −1 for none. A trap of
     * the fetch itself leaves the page to be asked for again, and nothing has been counted yet.
     */
    int run() {
        final ProcessorState s = state;
        final CycleCounter clock = counter;
        final LoadStoreUnit mem = memory;
        final FetchUnit fetchUnit = fetch;
        final long[] r = s.r;
        final TimingModel model = timing;
        final boolean timed = model != null;

        long pc = s.pc;
        long npc = s.npc;
        int window = s.window;
        long cycle = clock.issue;
        long count = clock.instructions;
        int groupSize = group;
        long[] words = null;
        byte[] issue = null;
        long page = NO_PAGE;
        int pageLine = 0;
        int trap = -1;
        try {
            do {
                if ((pc & PAGE) != page || fetchUnit.changed) {
                    words = fetchUnit.page(pc);
                    issue = fetchUnit.issue;
                    page = pc & PAGE;
                    pageLine = fetchUnit.firstLine;
                }
                int at = (int) pc >>> 2 & OFFSET_WORDS;
                long w = words[at];
                if (w == Predecoder.UNDECODED_WORD) {
                    s.pc = pc;
                    s.npc = npc;
                    clock.issue = cycle;
                    clock.instructions = count;
                    w = fetchUnit.decode(pc);
                }
                if (timed) {
                    int line = pageLine + (at >>> 3);
                    if (line != model.fetchLine) {
                        model.fetch(line);
                    }
                    int rule = issue[at];
                    if (groupSize > (rule & IssueRules.JOIN)) {
                        cycle++;
                        int loaded = rule >>> IssueRules.LOADED_SHIFT & IssueRules.LOADED;
                        if (loaded != 0 & loaded <= groupSize & groupSize < ENDED) {
                            cycle += interlock;
                        }
                        groupSize = 0;
                    }
                    groupSize++;
                    if ((rule & ~(IssueRules.ENDS - 1)) != 0) {
                        groupSize = (rule & IssueRules.ENDS) != 0 ? ENDED : groupSize;
                        cycle += latencies[rule >>> IssueRules.LATENCY_SHIFT & 7];
                    }
                } else {
                    cycle++;
                }
                count++;

                long a = r[window + ((int) (w >>> Predecoder.RS1_SHIFT) & FIELD)];
                long b = r[window + ((int) (w >>> Predecoder.RS2_SHIFT) & FIELD)] + (int) w;
                int d = window + ((int) (w >>> Predecoder.RD_SHIFT) & FIELD);
                int operation = (int) (w >>> Predecoder.OPERATION_SHIFT);

                boolean taken;
                decide: {
                    switch (operation) {
                        case Predecoder.NOP -> { }
                        case Opcode.ADD -> r[d] = a + b;
                        case Opcode.AND -> r[d] = a & b;
                        case Opcode.OR -> r[d] = a | b;
                        case Opcode.XOR -> r[d] = a ^ b;
                        case Opcode.SUB -> r[d] = a - b;
                        case Opcode.ANDN -> r[d] = a & ~b;
                        case Opcode.ORN -> r[d] = a | ~b;
                        case Opcode.XNOR -> r[d] = ~(a ^ b);
                        case Opcode.SETHI -> r[d] = w & 0xFFFF_FFFFL;
                        case Opcode.SLL, Opcode.SLLX -> r[d] = a << (operation == Opcode.SLL ? b & 31 : b);
                        case Opcode.SRL -> r[d] = (a & 0xFFFF_FFFFL) >>> (b & 31);
                        case Opcode.SRA -> r[d] = (int) a >> (int) b;
                        case Opcode.SRLX -> r[d] = a >>> b;
                        case Opcode.SRAX -> r[d] = a >> b;
                        case Opcode.MULX -> r[d] = a * b;
                        case Opcode.ADDCC -> {
                            long sum = a + b;
                            s.setCc(sum, a & b | (a | b) & ~sum);
                            r[d] = sum;
                        }
                        case Opcode.SUBCC -> {
                            long difference = a - b;
                            s.setCc(difference, ~a & b | (~a | b) & difference);
                            r[d] = difference;
                        }
                        case Opcode.ANDCC -> {
                            long result = a & b;
                            s.setLogicCc(result);
                            r[d] = result;
                        }
                        case Opcode.ORCC -> {
                            long result = a | b;
                            s.setLogicCc(result);
                            r[d] = result;
                        }
                        case Opcode.XORCC -> {
                            long result = a ^ b;
                            s.setLogicCc(result);
                            r[d] = result;
                        }
                        case Opcode.ANDNCC -> {
                            long result = a & ~b;
                            s.setLogicCc(result);
                            r[d] = result;
                        }
                        case Opcode.MOVICC -> {
                            int condition = (int) (w >>> Predecoder.RS1_SHIFT) & FIELD;
                            if ((condition & 16) == 0 ? s.icc(condition) : s.xcc(condition & 15)) {
                                r[d] = b;
                            }
                        }

                        case Opcode.LDX -> r[d] = mem.load64(a + b);
                        case Opcode.LDUW -> r[d] = mem.load32(a + b);
                        case Opcode.LDSW -> r[d] = (int) mem.load32(a + b);
                        case Opcode.LDUH -> r[d] = mem.load16(a + b);
                        case Opcode.LDSH -> r[d] = (short) mem.load16(a + b);
                        case Opcode.LDUB -> r[d] = mem.load8(a + b);
                        case Opcode.LDSB -> r[d] = (byte) mem.load8(a + b);
                        case Opcode.STX -> mem.store64(a + b, r[d]);
                        case Opcode.STW -> mem.store32(a + b, r[d]);
                        case Opcode.STH -> mem.store16(a + b, r[d]);
                        case Opcode.STB -> mem.store8(a + b, r[d]);
                        case Opcode.LDDF -> units.floatingMemory.loadDouble((int) (w >>> Predecoder.RD_SHIFT) & FIELD, a + b);
                        case Opcode.STDF -> units.floatingMemory.storeDouble((int) (w >>> Predecoder.RD_SHIFT) & FIELD, a + b);
                        case Opcode.LDF -> units.floatingMemory.loadSingle((int) (w >>> Predecoder.RD_SHIFT) & FIELD, a + b);
                        case Opcode.STF -> units.floatingMemory.storeSingle((int) (w >>> Predecoder.RD_SHIFT) & FIELD, a + b);

                        case Opcode.SAVE -> {
                            traps.save();
                            window = s.window;
                            r[window + ((int) (w >>> Predecoder.RD_SHIFT) & FIELD)] = a + b;
                        }
                        case Opcode.RESTORE -> {
                            traps.restore();
                            window = s.window;
                            r[window + ((int) (w >>> Predecoder.RD_SHIFT) & FIELD)] = a + b;
                        }
                        case Opcode.CALL -> {
                            r[window + 15] = pc;
                            long target = pc + (int) w;
                            pc = npc;
                            npc = target;
                            continue;
                        }
                        case Opcode.JMPL -> {
                            long target = a + b;
                            mem.checkAlignment(target, 4);
                            if (timed) {
                                model.jump();
                            }
                            r[d] = pc;
                            pc = npc;
                            npc = target;
                            continue;
                        }
                        case Opcode.RETURN -> {
                            long target = a + b;
                            mem.checkAlignment(target, 4);
                            traps.restore();
                            window = s.window;
                            if (timed) {
                                model.jump();
                            }
                            pc = npc;
                            npc = target;
                            continue;
                        }

                        case Predecoder.BRANCH_ALWAYS -> {
                            long target = pc + (int) w;
                            if (d != window) {
                                groupSize = ENDED;
                                pc = target;
                                npc = target + 4;
                            } else {
                                pc = npc;
                                npc = target;
                            }
                            continue;
                        }
                        case Predecoder.BRANCH_ICC + 1 -> {
                            taken = (int) s.ccZeroLow == 0;
                            break decide;
                        }
                        case Predecoder.BRANCH_ICC + 9 -> {
                            taken = (int) s.ccZeroLow != 0;
                            break decide;
                        }
                        case Predecoder.BRANCH_XCC + 1 -> {
                            taken = s.ccZero == 0;
                            break decide;
                        }
                        case Predecoder.BRANCH_XCC + 9 -> {
                            taken = s.ccZero != 0;
                            break decide;
                        }
                        case Predecoder.BRANCH_ICC + 2, Predecoder.BRANCH_ICC + 3, Predecoder.BRANCH_ICC + 4,
                                Predecoder.BRANCH_ICC + 5, Predecoder.BRANCH_ICC + 6, Predecoder.BRANCH_ICC + 7,
                                Predecoder.BRANCH_ICC + 10, Predecoder.BRANCH_ICC + 11, Predecoder.BRANCH_ICC + 12,
                                Predecoder.BRANCH_ICC + 13, Predecoder.BRANCH_ICC + 14, Predecoder.BRANCH_ICC + 15 -> {
                            taken = s.icc(operation - Predecoder.BRANCH_ICC);
                            break decide;
                        }
                        case Predecoder.BRANCH_NEVER, Predecoder.BRANCH_XCC + 2, Predecoder.BRANCH_XCC + 3,
                                Predecoder.BRANCH_XCC + 4, Predecoder.BRANCH_XCC + 5, Predecoder.BRANCH_XCC + 6,
                                Predecoder.BRANCH_XCC + 7, Predecoder.BRANCH_XCC + 10, Predecoder.BRANCH_XCC + 11,
                                Predecoder.BRANCH_XCC + 12, Predecoder.BRANCH_XCC + 13, Predecoder.BRANCH_XCC + 14,
                                Predecoder.BRANCH_XCC + 15 -> {
                            taken = operation != Predecoder.BRANCH_NEVER && s.xcc(operation - Predecoder.BRANCH_XCC);
                            break decide;
                        }
                        case Predecoder.BRANCH_REGISTER + 1 -> {
                            taken = a == 0;
                            break decide;
                        }
                        case Predecoder.BRANCH_REGISTER + 2 -> {
                            taken = a <= 0;
                            break decide;
                        }
                        case Predecoder.BRANCH_REGISTER + 3 -> {
                            taken = a < 0;
                            break decide;
                        }
                        case Predecoder.BRANCH_REGISTER + 5 -> {
                            taken = a != 0;
                            break decide;
                        }
                        case Predecoder.BRANCH_REGISTER + 6 -> {
                            taken = a > 0;
                            break decide;
                        }
                        case Predecoder.BRANCH_REGISTER + 7 -> {
                            taken = a >= 0;
                            break decide;
                        }
                        case Predecoder.BRANCH_FCC -> {
                            int condition = (int) (w >>> Predecoder.RS1_SHIFT) & FIELD;
                            taken = units.floating.condition(condition, (int) (w >>> Predecoder.RS2_SHIFT) & FIELD);
                            if (condition == Predecoder.ALWAYS && d != window) {
                                groupSize = ENDED;
                                pc += (int) w;
                                npc = pc + 4;
                                continue;
                            }
                            break decide;
                        }

                        default -> {
                            s.pc = pc;
                            s.npc = npc;
                            clock.issue = cycle;
                            clock.instructions = count;
                            boolean redirected = execute(operation, (int) w);
                            window = s.window;
                            if (redirected) {
                                groupSize = ENDED;
                                pc = s.pc;
                                npc = s.npc;
                                continue;
                            }
                        }
                    }
                    pc = npc;
                    npc += 4;
                    continue;
                }

                if (timed) {
                    model.branch(pc, taken);
                }
                if (taken) {
                    long target = pc + (int) w;
                    pc = npc;
                    npc = target;
                } else if (d != window) {
                    groupSize = ENDED;
                    pc = npc + 4;
                    npc += 8;
                } else {
                    pc = npc;
                    npc += 4;
                }
            } while (cycle < clock.horizon);
        } catch (GuestTrap guestTrap) {
            trap = guestTrap.type;
            if (!fetchUnit.changed) {
                count--;
                cycle -= timed ? 0 : 1;
            }
        }
        s.pc = pc;
        s.npc = npc;
        clock.issue = cycle;
        clock.instructions = count;
        group = groupSize;
        return trap;
    }

    /** Everything that is not in the loop. True if it has set the program counters itself. */
    private boolean execute(int operation, int word) {
        if (operation <= Opcode.RESTORE) {
            units.integer.execute(operation, word);
        } else if (operation <= Opcode.PREFETCHA) {
            return executeMemory(operation, word);
        } else if (operation <= Opcode.FMOVRQ) {
            units.floating.move(operation, word);
        } else if (operation <= Opcode.SIR) {
            return units.state.execute(operation, word);
        } else if (operation <= Opcode.FCMPEQ) {
            units.floating.execute(operation, word);
        } else if (operation <= Opcode.SIAM) {
            units.vis.execute(operation, word);
        } else {
            throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
        return false;
    }

    private boolean executeMemory(int operation, int word) {
        if (operation == Opcode.TCC) {
            units.state.trap(word);
        } else {
            units.spaces.execute(operation, word);
        }
        return false;
    }
}
