package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;

/** Turns an instruction word into the operation that the interpreter executes. */
final class Predecoder {
    private static final int ALWAYS = 8;
    private static final int EQUAL = 1;
    private static final int NOT_EQUAL = 9;
    private static final int MOVE_ON_XCC = 1 << 12;
    /** Of MEMBAR: #StoreLoad, and #Lookaside, #MemIssue and #Sync, which are no weaker (V9 A.32). */
    private static final int STORE_LOAD_OR_SYNC = 0x72;
    private static final int ZERO = ProcessorState.slot(0);

    private static final Operation NOTHING = new Operation(Kind.OR, ProcessorState.SINK, ZERO, ZERO, 0, 0, false);

    private Predecoder() {}

    static Operation decode(int word) {
        int opcode = Opcode.of(word);
        return switch (opcode) {
            case Opcode.SETHI -> setHigh(word);
            case Opcode.ADD -> compute(Kind.ADD, word);
            case Opcode.AND -> compute(Kind.AND, word);
            case Opcode.OR -> compute(Kind.OR, word);
            case Opcode.XOR -> compute(Kind.XOR, word);
            case Opcode.SUB -> compute(Kind.SUBTRACT, word);
            case Opcode.ANDN -> compute(Kind.AND_NOT, word);
            case Opcode.ORN -> compute(Kind.OR_NOT, word);
            case Opcode.XNOR -> compute(Kind.EXCLUSIVE_NOR, word);
            case Opcode.MULX -> compute(Kind.MULTIPLY, word);
            case Opcode.ADDCC -> compute(Kind.ADD_CC, word);
            case Opcode.SUBCC -> compute(Kind.SUBTRACT_CC, word);
            case Opcode.ANDCC -> compute(Kind.AND_CC, word);
            case Opcode.ORCC -> compute(Kind.OR_CC, word);
            case Opcode.XORCC -> compute(Kind.XOR_CC, word);
            case Opcode.ANDNCC -> compute(Kind.AND_NOT_CC, word);
            case Opcode.SLL -> compute(Kind.SHIFT_LEFT, word);
            case Opcode.SRL -> compute(Kind.SHIFT_RIGHT, word);
            case Opcode.SRA -> compute(Kind.SHIFT_RIGHT_SIGNED, word);
            case Opcode.SLLX -> compute(Kind.SHIFT_LEFT_WIDE, word);
            case Opcode.SRLX -> compute(Kind.SHIFT_RIGHT_WIDE, word);
            case Opcode.SRAX -> compute(Kind.SHIFT_RIGHT_SIGNED_WIDE, word);
            case Opcode.MOVICC -> move((word & MOVE_ON_XCC) != 0 ? Kind.MOVE_ON_XCC : Kind.MOVE_ON_ICC, word, 11, Fields.moveCondition(word));
            case Opcode.MOVR -> move(Kind.MOVE_ON_REGISTER, word, 10, word >>> 10 & 7);

            case Opcode.LDX -> new MemoryOperations.Load(word, 8, false);
            case Opcode.LDUW -> new MemoryOperations.Load(word, 4, false);
            case Opcode.LDSW -> new MemoryOperations.Load(word, 4, true);
            case Opcode.LDUH -> new MemoryOperations.Load(word, 2, false);
            case Opcode.LDSH -> new MemoryOperations.Load(word, 2, true);
            case Opcode.LDUB -> new MemoryOperations.Load(word, 1, false);
            case Opcode.LDSB -> new MemoryOperations.Load(word, 1, true);
            case Opcode.LDXA -> namesPlainSpace(word) ? new MemoryOperations.LoadNamed(word) : new UnitOperation(opcode, word);
            case Opcode.STXA -> namesPlainSpace(word) ? new MemoryOperations.StoreNamed(word) : new UnitOperation(opcode, word);
            case Opcode.STX -> new MemoryOperations.Store(Kind.STORE_64, word, 8);
            case Opcode.STW -> new MemoryOperations.Store(Kind.STORE_32, word, 4);
            case Opcode.STH -> new MemoryOperations.Store(Kind.STORE_16, word, 2);
            case Opcode.STB -> new MemoryOperations.Store(Kind.STORE_8, word, 1);
            case Opcode.LDDF -> new MemoryOperations.LoadDouble(word);
            case Opcode.STDF -> new MemoryOperations.StoreDouble(word);
            case Opcode.LDF -> new MemoryOperations.LoadSingle(word);
            case Opcode.STF -> new MemoryOperations.StoreSingle(word);

            // The caches are coherent with instruction fetch, accesses are never reordered: V9 8.4.3 has nothing left to order.
            case Opcode.MEMBAR, Opcode.STBAR, Opcode.FLUSH -> NOTHING;
            case Opcode.SAVED -> new JumpOperations.AdjustWindows(true);
            case Opcode.RESTORED -> new JumpOperations.AdjustWindows(false);
            case Opcode.RETRY -> new JumpOperations.LeaveTrap(true);
            case Opcode.DONE -> new JumpOperations.LeaveTrap(false);
            case Opcode.RDPR -> StateUnit.isTick(Fields.rs1(word)) ? new UnitOperation(opcode, word) : new PrivilegedOperations.Read(word);
            case Opcode.WRPR -> StateUnit.isTick(Fields.rd(word)) ? new UnitOperation(opcode, word) : new PrivilegedOperations.Write(word);
            case Opcode.SAVE -> new JumpOperations.Save(word);
            case Opcode.RESTORE -> new JumpOperations.Restore(word);
            case Opcode.CALL -> always(Kind.CALL, word);
            case Opcode.JMPL -> new JumpOperations.Jump(word);
            case Opcode.RETURN -> new JumpOperations.Return(word);
            case Opcode.TCC -> new JumpOperations.TrapOnCondition(word);
            case Opcode.BICC -> branchOnIcc(word);
            case Opcode.BPCC -> (word >>> 20 & 3) == 0 ? branchOnIcc(word) : branchOnXcc(word);
            case Opcode.BPR -> branchOnRegister(word);
            case Opcode.FBFCC -> new BranchOperations.OnFcc(word, 0);
            case Opcode.FBPFCC -> new BranchOperations.OnFcc(word, word >>> 20 & 3);
            default -> {
                Operation floating = FloatingOperation.of(opcode, word);
                yield floating == null ? new UnitOperation(opcode, word) : floating;
            }
        };
    }

    /** The same where stores may wait or the I-cache may be stale: TSO, in which no barrier between other accesses has anything to do. */
    static Operation decodeWeak(int word) {
        return switch (Opcode.of(word)) {
            case Opcode.FLUSH -> new MemoryOperations.Flush(word);
            case Opcode.MEMBAR -> (word & STORE_LOAD_OR_SYNC) != 0 ? new MemoryOperations.Barrier() : NOTHING;
            default -> decode(word);
        };
    }

    private static Operation compute(int kind, int word) {
        return new Operation(kind, Operation.destination(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, 13, 0);
    }

    private static Operation setHigh(int word) {
        return new Operation(Kind.OR, Operation.destination(Fields.rd(word)), ZERO, ZERO, (long) Fields.imm22(word) << 10, 0, false);
    }

    private static Operation move(int kind, int word, int immediateBits, int condition) {
        return new Operation(kind, Operation.destination(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, immediateBits, condition);
    }

    private static Operation always(int kind, int word) {
        return new Operation(kind, 0, 0, 0, Flow.target(word, 0), 0, false);
    }

    private static boolean namesPlainSpace(int word) {
        return !Fields.isImmediate(word) && AccessTable.isPlain(Fields.asi(word));
    }

    private static Operation branchOnIcc(int word) {
        return switch (Fields.condition(word)) {
            case EQUAL -> new BranchOperations.Conditional(Kind.ICC_EQUAL, word);
            case NOT_EQUAL -> new BranchOperations.Conditional(Kind.ICC_NOT_EQUAL, word);
            case 0, ALWAYS -> unconditional(word);
            default -> new BranchOperations.Conditional(Kind.ICC, word);
        };
    }

    private static Operation branchOnXcc(int word) {
        return switch (Fields.condition(word)) {
            case EQUAL -> new BranchOperations.Conditional(Kind.XCC_EQUAL, word);
            case NOT_EQUAL -> new BranchOperations.Conditional(Kind.XCC_NOT_EQUAL, word);
            case 0, ALWAYS -> unconditional(word);
            default -> new BranchOperations.Conditional(Kind.XCC, word);
        };
    }

    private static Operation unconditional(int word) {
        if (Fields.condition(word) == 0) {
            return new BranchOperations.Conditional(Kind.NEVER, word);
        }
        return always(Fields.annul(word) ? Kind.ALWAYS_ANNULLED : Kind.ALWAYS, word);
    }

    private static Operation branchOnRegister(int word) {
        return switch (Fields.registerCondition(word)) {
            case 1 -> new BranchOperations.Conditional(Kind.ZERO, word);
            case 2 -> new BranchOperations.Conditional(Kind.LESS_OR_EQUAL, word);
            case 3 -> new BranchOperations.Conditional(Kind.LESS, word);
            case 5 -> new BranchOperations.Conditional(Kind.NOT_ZERO, word);
            case 6 -> new BranchOperations.Conditional(Kind.GREATER, word);
            case 7 -> new BranchOperations.Conditional(Kind.GREATER_OR_EQUAL, word);
            default -> new UnitOperation(Opcode.ILLEGAL, word);
        };
    }
}
