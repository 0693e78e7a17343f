package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;

/** Turns an instruction word into the operation that the interpreter executes. */
final class Predecoder {
    private static final int ALWAYS = 8;
    private static final int EQUAL = 1;
    private static final int NOT_EQUAL = 9;

    private static final Operation NOP = new AluOperations.Nop();

    private Predecoder() {}

    static Operation decode(int word) {
        int opcode = Opcode.of(word);
        return switch (opcode) {
            case Opcode.SETHI -> Fields.rd(word) == 0 ? NOP : new AluOperations.SetHigh(word);
            case Opcode.ADD -> new AluOperations.Add(word);
            case Opcode.AND -> new AluOperations.And(word);
            case Opcode.OR -> new AluOperations.Or(word);
            case Opcode.XOR -> new AluOperations.Xor(word);
            case Opcode.SUB -> new AluOperations.Subtract(word);
            case Opcode.ANDN -> new AluOperations.AndNot(word);
            case Opcode.ORN -> new AluOperations.OrNot(word);
            case Opcode.XNOR -> new AluOperations.ExclusiveNor(word);
            case Opcode.MULX -> new AluOperations.Multiply(word);
            case Opcode.ADDCC -> new AluOperations.AddCc(word);
            case Opcode.SUBCC -> new AluOperations.SubtractCc(word);
            case Opcode.ANDCC -> new AluOperations.AndCc(word);
            case Opcode.ORCC -> new AluOperations.OrCc(word);
            case Opcode.XORCC -> new AluOperations.XorCc(word);
            case Opcode.ANDNCC -> new AluOperations.AndNotCc(word);
            case Opcode.SLL -> new AluOperations.ShiftLeft(word);
            case Opcode.SRL -> new AluOperations.ShiftRight(word);
            case Opcode.SRA -> new AluOperations.ShiftRightSigned(word);
            case Opcode.SLLX -> new AluOperations.ShiftLeftWide(word);
            case Opcode.SRLX -> new AluOperations.ShiftRightWide(word);
            case Opcode.SRAX -> new AluOperations.ShiftRightSignedWide(word);
            case Opcode.MOVICC -> new AluOperations.MoveOnIntegerCondition(word);
            case Opcode.MOVR -> new AluOperations.MoveOnRegister(word);

            case Opcode.LDX -> new MemoryOperations.Load64(word);
            case Opcode.LDUW -> new MemoryOperations.LoadUnsigned32(word);
            case Opcode.LDSW -> new MemoryOperations.LoadSigned32(word);
            case Opcode.LDUH -> new MemoryOperations.LoadUnsigned16(word);
            case Opcode.LDSH -> new MemoryOperations.LoadSigned16(word);
            case Opcode.LDUB -> new MemoryOperations.LoadUnsigned8(word);
            case Opcode.LDSB -> new MemoryOperations.LoadSigned8(word);
            case Opcode.LDXA -> namesPlainSpace(word) ? new MemoryOperations.LoadAlternate64(word) : new UnitOperation(opcode, word);
            case Opcode.STXA -> namesPlainSpace(word) ? new MemoryOperations.StoreAlternate64(word) : new UnitOperation(opcode, word);
            case Opcode.STX -> new MemoryOperations.Store64(word);
            case Opcode.STW -> new MemoryOperations.Store32(word);
            case Opcode.STH -> new MemoryOperations.Store16(word);
            case Opcode.STB -> new MemoryOperations.Store8(word);
            case Opcode.LDDF -> new MemoryOperations.LoadDouble(word);
            case Opcode.STDF -> new MemoryOperations.StoreDouble(word);
            case Opcode.LDF -> new MemoryOperations.LoadSingle(word);
            case Opcode.STF -> new MemoryOperations.StoreSingle(word);

            case Opcode.SAVED -> new JumpOperations.AdjustWindows(true);
            case Opcode.RESTORED -> new JumpOperations.AdjustWindows(false);
            case Opcode.RETRY -> new JumpOperations.LeaveTrap(true);
            case Opcode.DONE -> new JumpOperations.LeaveTrap(false);
            case Opcode.RDPR -> StateUnit.isTick(Fields.rs1(word)) ? new UnitOperation(opcode, word) : new PrivilegedOperations.Read(word);
            case Opcode.WRPR -> StateUnit.isTick(Fields.rd(word)) ? new UnitOperation(opcode, word) : new PrivilegedOperations.Write(word);
            case Opcode.SAVE -> new JumpOperations.Save(word);
            case Opcode.RESTORE -> new JumpOperations.Restore(word);
            case Opcode.CALL -> new JumpOperations.Call(word);
            case Opcode.JMPL -> new JumpOperations.Jump(word);
            case Opcode.RETURN -> new JumpOperations.Return(word);
            case Opcode.TCC -> new JumpOperations.TrapOnCondition(word);
            case Opcode.BICC -> branchOnIcc(word);
            case Opcode.BPCC -> (word >>> 20 & 3) == 0 ? branchOnIcc(word) : branchOnXcc(word);
            case Opcode.BPR -> branchOnRegister(word);
            case Opcode.FBFCC -> new BranchOperations.OnFcc(word, 0);
            case Opcode.FBPFCC -> new BranchOperations.OnFcc(word, word >>> 20 & 3);
            default -> new UnitOperation(opcode, word);
        };
    }

    private static boolean namesPlainSpace(int word) {
        return !Fields.isImmediate(word) && AccessTable.isPlain(Fields.asi(word));
    }

    private static Operation branchOnIcc(int word) {
        return switch (Fields.condition(word)) {
            case EQUAL -> new BranchOperations.OnIccEqual(word);
            case NOT_EQUAL -> new BranchOperations.OnIccNotEqual(word);
            case 0, ALWAYS -> unconditional(word);
            default -> new BranchOperations.OnIcc(word);
        };
    }

    private static Operation branchOnXcc(int word) {
        return switch (Fields.condition(word)) {
            case EQUAL -> new BranchOperations.OnXccEqual(word);
            case NOT_EQUAL -> new BranchOperations.OnXccNotEqual(word);
            case 0, ALWAYS -> unconditional(word);
            default -> new BranchOperations.OnXcc(word);
        };
    }

    private static Operation unconditional(int word) {
        if (Fields.condition(word) == 0) {
            return new BranchOperations.Never(word);
        }
        return Fields.annul(word) ? new BranchOperations.AlwaysAnnulled(word) : new BranchOperations.Always(word);
    }

    private static Operation branchOnRegister(int word) {
        return switch (Fields.registerCondition(word)) {
            case 1 -> new BranchOperations.OnRegisterZero(word);
            case 2 -> new BranchOperations.OnRegisterLessOrEqual(word);
            case 3 -> new BranchOperations.OnRegisterLess(word);
            case 5 -> new BranchOperations.OnRegisterNotZero(word);
            case 6 -> new BranchOperations.OnRegisterGreater(word);
            case 7 -> new BranchOperations.OnRegisterGreaterOrEqual(word);
            default -> new UnitOperation(Opcode.ILLEGAL, word);
        };
    }

    /** Index of a double in {@link ProcessorState#f}. */
    static int doubleIndex(int field) {
        return Fields.doubleRegister(field) >> 1;
    }
}
