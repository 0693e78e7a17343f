package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.cache.TimingParameters;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.memory.PhysicalMemory;

/**
 * Executes instructions until the clock reaches the horizon.
 *
 * <p>{@link #run} is one loop over predecoded words. It keeps few things inline, and those short, because the JIT compiler gives
 * up on methods of more than 8000 bytecodes and stops inlining into large ones; and it has few variables that change with
 * every instruction, because the compiler keeps them in memory. Operands are read in each case anew, not before the switch: what
 * cases have in common the compiler would compute for all of them.
 */
final class Interpreter {
    private static final long PAGE = -PhysicalMemory.PAGE_BYTES;
    private static final int OFFSET_WORDS = CodePages.WORDS - 1;
    private static final int FIELD = Predecoder.FIELD;
    /** No address of an instruction. */
    private static final long NONE = 1;
    // In place of a target: it is relative, and the instruction is a conditional branch, an annulled one, or links.
    private static final long BRANCH = 3;
    private static final long ANNULLED = 5;
    private static final long RELATIVE = 7;
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
     * Executes at least one instruction, then until the horizon. Returns at the first trap; its type, or −1 for none.
     *
     * <p>The outer loop goes from stretch to stretch: instructions one after the other in one page. Within a stretch only {@code
     * at} moves; the program counters and, in functional mode, the counts are derived from it. A control transfer that is taken
     * shortens the stretch to its delay slot and leaves the target in {@code pending}.
     */
    int run() {
        final ProcessorState s = state;
        final CycleCounter clock = counter;
        final LoadStoreUnit mem = memory;
        final long[] r = s.r;
        final TimingModel model = timing;
        final boolean timed = model != null;

        long pc = s.pc;
        long npc = s.npc;
        long cycle = clock.issue;
        long count = clock.instructions;
        int groupSize = group;
        long page = 0;
        int start = 0;
        int at = 0;
        long pending = NONE;
        int trap = -1;
        try {
            do {
                final long[] words = fetch.enter(pc);
                if (words == null) {
                    trap = fetch.trap();
                    break;
                }
                final byte[] issue = fetch.issue();
                final int firstLine = fetch.firstLine();
                page = pc & PAGE;
                at = (int) pc >>> 2 & OFFSET_WORDS;
                start = at;
                int slot = at;
                long nextPc = NONE;
                long nextNpc = NONE;
                if (npc == pc + 4) {
                    pending = NONE;
                    clock.stretchEnd = timed ? CodePages.WORDS : stretchEnd(at, clock.horizon - cycle);
                } else {
                    pending = npc;
                    clock.stretchEnd = at + 1;
                }

                do {
                    long w = words[at++];
                    int operation = Predecoder.operation(w);
                    if (operation == Predecoder.UNDECODED) {
                        synchronize(page, start, at - 1, pending, count, cycle, 0);
                        w = fetch.decode(at - 1);
                        operation = Predecoder.operation(w);
                    }
                    if (timed) {
                        int line = firstLine + (at - 1 >>> 3);
                        if (line != model.fetchLine) {
                            model.fetch(line);
                        }
                        int rule = issue[at - 1];
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
                    }

                    final int window = s.window;
                    boolean taken;
                    long target;
                    transfer: {
                        switch (operation) {
                            case Predecoder.NOP -> { }
                            case Opcode.ADD -> r[window + rd(w)] = r[window + rs1(w)] + r[window + rs2(w)] + (int) w;
                            case Opcode.AND -> r[window + rd(w)] = r[window + rs1(w)] & r[window + rs2(w)] + (int) w;
                            case Opcode.OR -> r[window + rd(w)] = r[window + rs1(w)] | r[window + rs2(w)] + (int) w;
                            case Opcode.XOR -> r[window + rd(w)] = r[window + rs1(w)] ^ r[window + rs2(w)] + (int) w;
                            case Opcode.SUB -> r[window + rd(w)] = r[window + rs1(w)] - (r[window + rs2(w)] + (int) w);
                            case Opcode.ANDN -> r[window + rd(w)] = r[window + rs1(w)] & ~(r[window + rs2(w)] + (int) w);
                            case Opcode.ORN -> r[window + rd(w)] = r[window + rs1(w)] | ~(r[window + rs2(w)] + (int) w);
                            case Opcode.XNOR -> r[window + rd(w)] = ~(r[window + rs1(w)] ^ r[window + rs2(w)] + (int) w);
                            case Opcode.SETHI -> r[window + rd(w)] = w & 0xFFFF_FFFFL;
                            case Opcode.SLL ->
                                r[window + rd(w)] = r[window + rs1(w)] << ((int) r[window + rs2(w)] + (int) w & 31);
                            case Opcode.SLLX -> r[window + rd(w)] = r[window + rs1(w)] << (int) r[window + rs2(w)] + (int) w;
                            case Opcode.SRL -> r[window + rd(w)] =
                                (r[window + rs1(w)] & 0xFFFF_FFFFL) >>> ((int) r[window + rs2(w)] + (int) w & 31);
                            case Opcode.SRA ->
                                r[window + rd(w)] = (int) r[window + rs1(w)] >> (int) r[window + rs2(w)] + (int) w;
                            case Opcode.SRLX -> r[window + rd(w)] = r[window + rs1(w)] >>> (int) r[window + rs2(w)] + (int) w;
                            case Opcode.SRAX -> r[window + rd(w)] = r[window + rs1(w)] >> (int) r[window + rs2(w)] + (int) w;
                            case Opcode.MULX -> r[window + rd(w)] = r[window + rs1(w)] * (r[window + rs2(w)] + (int) w);
                            case Opcode.ADDCC -> {
                                long a = r[window + rs1(w)];
                                long b = r[window + rs2(w)] + (int) w;
                                long sum = a + b;
                                s.setCc(sum, a & b | (a | b) & ~sum);
                                r[window + rd(w)] = sum;
                            }
                            case Opcode.SUBCC -> {
                                long a = r[window + rs1(w)];
                                long b = r[window + rs2(w)] + (int) w;
                                long difference = a - b;
                                s.setCc(difference, ~a & b | (~a | b) & difference);
                                r[window + rd(w)] = difference;
                            }
                            case Opcode.ANDCC -> {
                                long result = r[window + rs1(w)] & r[window + rs2(w)] + (int) w;
                                s.setLogicCc(result);
                                r[window + rd(w)] = result;
                            }
                            case Opcode.ORCC -> {
                                long result = r[window + rs1(w)] | r[window + rs2(w)] + (int) w;
                                s.setLogicCc(result);
                                r[window + rd(w)] = result;
                            }
                            case Opcode.XORCC -> {
                                long result = r[window + rs1(w)] ^ r[window + rs2(w)] + (int) w;
                                s.setLogicCc(result);
                                r[window + rd(w)] = result;
                            }
                            case Opcode.ANDNCC -> {
                                long result = r[window + rs1(w)] & ~(r[window + rs2(w)] + (int) w);
                                s.setLogicCc(result);
                                r[window + rd(w)] = result;
                            }
                            case Opcode.MOVICC -> {
                                if ((rs1(w) & 16) == 0 ? s.icc(rs1(w)) : s.xcc(rs1(w) & 15)) {
                                    r[window + rd(w)] = r[window + rs2(w)] + (int) w;
                                }
                            }

                            case Opcode.LDX -> r[window + rd(w)] = mem.load64(r[window + rs1(w)] + r[window + rs2(w)] + (int) w);
                            case Opcode.LDUW ->
                                r[window + rd(w)] = mem.load32(r[window + rs1(w)] + r[window + rs2(w)] + (int) w);
                            case Opcode.LDSW ->
                                r[window + rd(w)] = (int) mem.load32(r[window + rs1(w)] + r[window + rs2(w)] + (int) w);
                            case Opcode.LDUH ->
                                r[window + rd(w)] = mem.load16(r[window + rs1(w)] + r[window + rs2(w)] + (int) w);
                            case Opcode.LDSH ->
                                r[window + rd(w)] = (short) mem.load16(r[window + rs1(w)] + r[window + rs2(w)] + (int) w);
                            case Opcode.LDUB -> r[window + rd(w)] = mem.load8(r[window + rs1(w)] + r[window + rs2(w)] + (int) w);
                            case Opcode.LDSB ->
                                r[window + rd(w)] = (byte) mem.load8(r[window + rs1(w)] + r[window + rs2(w)] + (int) w);
                            case Opcode.STX -> mem.store64(r[window + rs1(w)] + r[window + rs2(w)] + (int) w, r[window + rd(w)]);
                            case Opcode.STW -> mem.store32(r[window + rs1(w)] + r[window + rs2(w)] + (int) w, r[window + rd(w)]);
                            case Opcode.STH -> mem.store16(r[window + rs1(w)] + r[window + rs2(w)] + (int) w, r[window + rd(w)]);
                            case Opcode.STB -> mem.store8(r[window + rs1(w)] + r[window + rs2(w)] + (int) w, r[window + rd(w)]);
                            case Opcode.LDDF ->
                                units.floatingMemory.loadDouble(rd(w), r[window + rs1(w)] + r[window + rs2(w)] + (int) w);
                            case Opcode.STDF ->
                                units.floatingMemory.storeDouble(rd(w), r[window + rs1(w)] + r[window + rs2(w)] + (int) w);
                            case Opcode.LDF ->
                                units.floatingMemory.loadSingle(rd(w), r[window + rs1(w)] + r[window + rs2(w)] + (int) w);
                            case Opcode.STF ->
                                units.floatingMemory.storeSingle(rd(w), r[window + rs1(w)] + r[window + rs2(w)] + (int) w);

                            case Opcode.SAVE -> {
                                long result = r[window + rs1(w)] + r[window + rs2(w)] + (int) w;
                                traps.save();
                                r[s.window + rd(w)] = result;
                            }
                            case Opcode.RESTORE -> {
                                long result = r[window + rs1(w)] + r[window + rs2(w)] + (int) w;
                                traps.restore();
                                r[s.window + rd(w)] = result;
                            }
                            case Opcode.CALL -> {
                                target = RELATIVE;
                                taken = true;
                                break transfer;
                            }
                            case Opcode.JMPL -> {
                                target = r[window + rs1(w)] + r[window + rs2(w)] + (int) w;
                                mem.checkAlignment(target, 4);
                                if (timed) {
                                    model.jump();
                                }
                                taken = true;
                                break transfer;
                            }
                            case Opcode.RETURN -> {
                                target = r[window + rs1(w)] + r[window + rs2(w)] + (int) w;
                                mem.checkAlignment(target, 4);
                                traps.restore();
                                if (timed) {
                                    model.jump();
                                }
                                taken = true;
                                break transfer;
                            }

                            case Predecoder.BRANCH_ALWAYS -> {
                                target = RELATIVE;
                                taken = true;
                                break transfer;
                            }
                            case Predecoder.BRANCH_ALWAYS_ANNULLED -> {
                                target = ANNULLED;
                                taken = true;
                                break transfer;
                            }
                            case Predecoder.BRANCH_ICC + 1 -> {
                                taken = (int) s.ccZeroLow == 0;
                                target = BRANCH;
                                break transfer;
                            }
                            case Predecoder.BRANCH_ICC + 9 -> {
                                taken = (int) s.ccZeroLow != 0;
                                target = BRANCH;
                                break transfer;
                            }
                            case Predecoder.BRANCH_XCC + 1 -> {
                                taken = s.ccZero == 0;
                                target = BRANCH;
                                break transfer;
                            }
                            case Predecoder.BRANCH_XCC + 9 -> {
                                taken = s.ccZero != 0;
                                target = BRANCH;
                                break transfer;
                            }
                            case Predecoder.BRANCH_ICC + 2, Predecoder.BRANCH_ICC + 3, Predecoder.BRANCH_ICC + 4,
                                    Predecoder.BRANCH_ICC + 5, Predecoder.BRANCH_ICC + 6, Predecoder.BRANCH_ICC + 7,
                                    Predecoder.BRANCH_ICC + 10, Predecoder.BRANCH_ICC + 11, Predecoder.BRANCH_ICC + 12,
                                    Predecoder.BRANCH_ICC + 13, Predecoder.BRANCH_ICC + 14, Predecoder.BRANCH_ICC + 15 -> {
                                taken = s.icc(operation - Predecoder.BRANCH_ICC);
                                target = BRANCH;
                                break transfer;
                            }
                            case Predecoder.BRANCH_NEVER, Predecoder.BRANCH_XCC + 2, Predecoder.BRANCH_XCC + 3,
                                    Predecoder.BRANCH_XCC + 4, Predecoder.BRANCH_XCC + 5, Predecoder.BRANCH_XCC + 6,
                                    Predecoder.BRANCH_XCC + 7, Predecoder.BRANCH_XCC + 10, Predecoder.BRANCH_XCC + 11,
                                    Predecoder.BRANCH_XCC + 12, Predecoder.BRANCH_XCC + 13, Predecoder.BRANCH_XCC + 14,
                                    Predecoder.BRANCH_XCC + 15 -> {
                                taken = operation != Predecoder.BRANCH_NEVER && s.xcc(operation - Predecoder.BRANCH_XCC);
                                target = BRANCH;
                                break transfer;
                            }
                            case Predecoder.BRANCH_REGISTER + 1 -> {
                                taken = r[window + rs1(w)] == 0;
                                target = BRANCH;
                                break transfer;
                            }
                            case Predecoder.BRANCH_REGISTER + 2 -> {
                                taken = r[window + rs1(w)] <= 0;
                                target = BRANCH;
                                break transfer;
                            }
                            case Predecoder.BRANCH_REGISTER + 3 -> {
                                taken = r[window + rs1(w)] < 0;
                                target = BRANCH;
                                break transfer;
                            }
                            case Predecoder.BRANCH_REGISTER + 5 -> {
                                taken = r[window + rs1(w)] != 0;
                                target = BRANCH;
                                break transfer;
                            }
                            case Predecoder.BRANCH_REGISTER + 6 -> {
                                taken = r[window + rs1(w)] > 0;
                                target = BRANCH;
                                break transfer;
                            }
                            case Predecoder.BRANCH_REGISTER + 7 -> {
                                taken = r[window + rs1(w)] >= 0;
                                target = BRANCH;
                                break transfer;
                            }
                            case Predecoder.BRANCH_FCC -> {
                                taken = units.floating.condition(rs1(w), rs2(w));
                                target = rs1(w) == Predecoder.ALWAYS && rd(w) != 0 ? ANNULLED : BRANCH;
                                break transfer;
                            }

                            default -> {
                                synchronize(page, start, at - 1, pending, count, cycle, 1);
                                if (execute(operation, (int) w)) {
                                    nextPc = s.pc;
                                    nextNpc = s.npc;
                                    groupSize = ENDED;
                                    clock.stretchEnd = 0;
                                }
                            }
                        }
                        continue;
                    }

                    long from = page + ((long) (at - 1) << 2);
                    if (target == BRANCH) {
                        target = from + (int) w;
                        if (timed) {
                            model.branch(from, taken);
                        }
                    } else if (target == ANNULLED) {
                        nextPc = from + (int) w;
                        nextNpc = nextPc + 4;
                        groupSize = ENDED;
                        clock.stretchEnd = 0;
                        continue;
                    } else {
                        target = target == RELATIVE ? from + (int) w : target;
                        r[window + rd(w)] = from;
                    }
                    if (pending != NONE) {
                        // A control transfer in a delay slot: the instruction at the first one's target is its slot.
                        boolean annulled = !taken && rd(w) != 0;
                        nextPc = annulled ? pending + 4 : pending;
                        nextNpc = taken ? target : nextPc + 4;
                        clock.stretchEnd = 0;
                    } else if (taken) {
                        pending = target;
                        slot = at;
                        clock.stretchEnd = Math.min(clock.stretchEnd, at + 1);
                    } else if (rd(w) != 0) {
                        groupSize = ENDED;
                        at++;
                        start++;
                        clock.stretchEnd = Math.min(clock.stretchEnd + 1, CodePages.WORDS);
                    }
                } while (at < clock.stretchEnd && (!timed || cycle < clock.horizon));

                count += at - start;
                cycle += timed ? 0 : at - start;
                if (nextPc != NONE) {
                    pc = nextPc;
                    npc = nextNpc;
                } else if (pending == NONE) {
                    pc = page + ((long) at << 2);
                    npc = pc + 4;
                } else if (at > slot) {
                    pc = pending;
                    npc = pending + 4;
                } else {
                    pc = page + ((long) at << 2);
                    npc = pending;
                }
            } while (cycle < clock.horizon);
        } catch (GuestTrap guestTrap) {
            trap = guestTrap.type;
            at--;
            count += at - start;
            cycle += timed ? 0 : at - start;
            pc = page + ((long) at << 2);
            npc = pending == NONE ? pc + 4 : pending;
        }
        s.pc = pc;
        s.npc = npc;
        clock.issue = cycle;
        clock.instructions = count;
        group = groupSize;
        return trap;
    }

    private static int rd(long w) {
        return (int) (w >>> Predecoder.RD_SHIFT) & FIELD;
    }

    private static int rs1(long w) {
        return (int) (w >>> Predecoder.RS1_SHIFT) & FIELD;
    }

    private static int rs2(long w) {
        return (int) (w >>> Predecoder.RS2_SHIFT) & FIELD;
    }

    /** Where a stretch from this word must end at the latest, if so many cycles are left; it has one instruction at least. */
    private static int stretchEnd(int at, long left) {
        return at + (int) Math.max(1, Math.min(left, CodePages.WORDS - at));
    }

    /**
     * Brings state and clock up to date for the instruction at {@code at}, which may look at them; {@code started}: 1 if it is to
     * be counted.
     */
    private void synchronize(long page, int start, int at, long pending, long count, long cycle, int started) {
        state.pc = page + ((long) at << 2);
        state.npc = pending == NONE ? state.pc + 4 : pending;
        int executed = at - start + started;
        counter.instructions = count + executed;
        counter.issue = timing == null ? cycle + executed : cycle;
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
