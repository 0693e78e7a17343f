package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.ir.Access;
import dev.lamarck.toolchain.ir.Comparison;
import dev.lamarck.toolchain.ir.Condition;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.Emitter;
import dev.lamarck.toolchain.ir.Location;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.SymbolRef;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.ir.Width;
import dev.lamarck.toolchain.magic.CheckTrap;
import dev.lamarck.toolchain.magic.HubLayout;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The intrinsics: a row is the method of {@code toolchain.magic}, who may call it, and the ops that a call becomes. The effect is that of
 * the ops; the hosted body is the method's own. A test holds the rows equal to the methods marked {@code @Intrinsic}.
 */
public enum IntrinsicTable {
    ADDRESS_OF("Address.of(Ljava/lang/Object;)J", Gate.MAGIC, c -> c.op(Op.REINTERPRET, Type.LONG, c.arg(0))),
    ADDRESS_OBJECT("Address.object(J)Ljava/lang/Object;", Gate.MAGIC, c -> c.op(Op.REINTERPRET, Type.REFERENCE, c.arg(0))),
    ADDRESS_HUB_OF("Address.hubOf(Ljava/lang/Class;)J", Gate.MAGIC, c -> c.op(Op.REINTERPRET, Type.LONG, c.arg(0))),
    ADDRESS_SIZE_OF("Address.sizeOf(Ljava/lang/Class;)I", Gate.MAGIC, IntrinsicTable::sizeOf),
    ADDRESS_OFFSET_OF("Address.offsetOf(Ljava/lang/Class;Ljava/lang/String;)I", Gate.MAGIC,
        c -> c.emitter().constant(Type.INT, c.offsetOf(c.literalClass(0), c.literalText(1)))),
    ADDRESS_SYMBOL("Address.symbol(Ljava/lang/String;)J", Gate.MAGIC, c -> c.emitter().emit(Op.SYMBOL, Type.LONG, new SymbolRef(c.literalText(0)))),

    ASI_LOAD_UNSIGNED8("Asi.loadUnsigned8(IJ)I", Gate.KERNEL_MAGIC, c -> asiLoad(c, Datum.UNSIGNED_BYTE, Type.INT)),
    ASI_LOAD_UNSIGNED16("Asi.loadUnsigned16(IJ)I", Gate.KERNEL_MAGIC, c -> asiLoad(c, Datum.CHAR, Type.INT)),
    ASI_LOAD_UNSIGNED32("Asi.loadUnsigned32(IJ)J", Gate.KERNEL_MAGIC, c -> asiLoad(c, Datum.UNSIGNED_INT, Type.LONG)),
    ASI_LOAD64("Asi.load64(IJ)J", Gate.KERNEL_MAGIC, c -> asiLoad(c, Datum.LONG, Type.LONG)),
    ASI_STORE8("Asi.store8(IJI)V", Gate.KERNEL_MAGIC, c -> asiStore(c, Datum.BYTE)),
    ASI_STORE16("Asi.store16(IJI)V", Gate.KERNEL_MAGIC, c -> asiStore(c, Datum.SHORT)),
    ASI_STORE32("Asi.store32(IJI)V", Gate.KERNEL_MAGIC, c -> asiStore(c, Datum.INT)),
    ASI_STORE64("Asi.store64(IJJ)V", Gate.KERNEL_MAGIC, c -> asiStore(c, Datum.LONG)),

    ATOMIC_CAS32("Atomic.compareAndSwap32(JII)I", Gate.MAGIC,
        c -> c.emitter().emit(Op.COMPARE_AND_SWAP, Type.INT, new Access(Datum.INT, Location.RAW), c.args())),
    ATOMIC_CAS64("Atomic.compareAndSwap64(JJJ)J", Gate.MAGIC,
        c -> c.emitter().emit(Op.COMPARE_AND_SWAP, Type.LONG, new Access(Datum.LONG, Location.RAW), c.args())),

    CALL_INDIRECT("Call.indirect(JJJJJJJ)J", Gate.MAGIC, c -> c.emitter().emit(Op.CALL_ADDRESS, Type.LONG, null, c.args())),
    CALL_ENTRY_OF("Call.entryOf(Ljava/lang/Class;Ljava/lang/String;)J", Gate.MAGIC,
        c -> c.emitter().emit(Op.ENTRY, Type.LONG, c.entryOf(c.literalClass(0), c.literalText(1)))),

    CELL32_CAS("Cell32.compareAndSwap(II)I", Gate.ALL, c -> cellSwap(c, "Cell32", Datum.INT, Type.INT)),
    CELL64_CAS("Cell64.compareAndSwap(JJ)J", Gate.ALL, c -> cellSwap(c, "Cell64", Datum.LONG, Type.LONG)),

    CPU_READ_PRIVILEGED("Cpu.readPrivileged(I)J", Gate.KERNEL_MAGIC,
        c -> c.emitter().emitWith(c.literalInt(0), Op.READ_PRIVILEGED, Type.LONG, null)),
    CPU_WRITE_PRIVILEGED("Cpu.writePrivileged(IJ)V", Gate.KERNEL_MAGIC,
        c -> c.emitter().emitWith(c.literalInt(0), Op.WRITE_PRIVILEGED, Type.VOID, null, c.arg(1))),
    CPU_READ_STATE("Cpu.readState(I)J", Gate.MAGIC, c -> c.emitter().emitWith(c.literalInt(0), Op.READ_STATE, Type.LONG, null)),
    CPU_WRITE_STATE("Cpu.writeState(IJ)V", Gate.MAGIC,
        c -> c.emitter().emitWith(c.literalInt(0), Op.WRITE_STATE, Type.VOID, null, c.arg(1))),
    CPU_FLUSH_WINDOWS("Cpu.flushWindows()V", Gate.MAGIC, c -> c.op(Op.FLUSH_WINDOWS, Type.VOID)),
    CPU_FLUSH_INSTRUCTION("Cpu.flushInstruction(J)V", Gate.MAGIC, c -> c.op(Op.FLUSH_INSTRUCTION, Type.VOID, c.arg(0))),
    CPU_BARRIER("Cpu.barrier(I)V", Gate.MAGIC, c -> c.emitter().emitWith(c.literalInt(0), Op.BARRIER, Type.VOID, null)),
    CPU_THREAD_REGISTER("Cpu.threadRegister()J", Gate.MAGIC, c -> c.op(Op.READ_THREAD, Type.LONG)),
    CPU_SET_THREAD_REGISTER("Cpu.setThreadRegister(J)V", Gate.MAGIC, c -> c.op(Op.WRITE_THREAD, Type.VOID, c.arg(0))),
    CPU_CPU_REGISTER("Cpu.cpuRegister()J", Gate.KERNEL_MAGIC, c -> c.op(Op.READ_CPU, Type.LONG)),
    CPU_SET_CPU_REGISTER("Cpu.setCpuRegister(J)V", Gate.KERNEL_MAGIC, c -> c.op(Op.WRITE_CPU, Type.VOID, c.arg(0))),
    CPU_STACK_POINTER("Cpu.stackPointer()J", Gate.MAGIC, c -> c.op(Op.READ_STACK_POINTER, Type.LONG)),

    INTEGERS_COMPARE_UNSIGNED("Integers.compareUnsigned(II)I", Gate.ALL, c -> compareUnsigned(c, Width.INT)),
    LONGS_COMPARE_UNSIGNED("Longs.compareUnsigned(JJ)I", Gate.ALL, c -> compareUnsigned(c, Width.LONG)),
    LONGS_DIVIDE_UNSIGNED("Longs.divideUnsigned(JJ)J", Gate.ALL, c -> c.op(Op.DIVIDE_UNSIGNED, Type.LONG, c.arg(0), c.arg(1))),
    LONGS_REMAINDER_UNSIGNED("Longs.remainderUnsigned(JJ)J", Gate.ALL, c -> c.op(Op.REMAINDER_UNSIGNED, Type.LONG, c.arg(0), c.arg(1))),

    KERNEL_PANIC("Kernel.panic(Ljava/lang/String;)Ljava/lang/RuntimeException;", Gate.ALL, c -> {
        c.emitter().trap(CheckTrap.PANIC, c.arg(0));
        return null;
    }),

    MEMORY_LOAD8("Memory.load8(J)B", Gate.MAGIC, c -> load(c, Datum.BYTE, Type.INT)),
    MEMORY_LOAD16("Memory.load16(J)S", Gate.MAGIC, c -> load(c, Datum.SHORT, Type.INT)),
    MEMORY_LOAD32("Memory.load32(J)I", Gate.MAGIC, c -> load(c, Datum.INT, Type.INT)),
    MEMORY_LOAD64("Memory.load64(J)J", Gate.MAGIC, c -> load(c, Datum.LONG, Type.LONG)),
    MEMORY_LOAD_UNSIGNED8("Memory.loadUnsigned8(J)I", Gate.MAGIC, c -> load(c, Datum.UNSIGNED_BYTE, Type.INT)),
    MEMORY_LOAD_UNSIGNED16("Memory.loadUnsigned16(J)I", Gate.MAGIC, c -> load(c, Datum.CHAR, Type.INT)),
    MEMORY_LOAD_UNSIGNED32("Memory.loadUnsigned32(J)J", Gate.MAGIC, c -> load(c, Datum.UNSIGNED_INT, Type.LONG)),
    MEMORY_STORE8("Memory.store8(JI)V", Gate.MAGIC, c -> store(c, Datum.BYTE)),
    MEMORY_STORE16("Memory.store16(JI)V", Gate.MAGIC, c -> store(c, Datum.SHORT)),
    MEMORY_STORE32("Memory.store32(JI)V", Gate.MAGIC, c -> store(c, Datum.INT)),
    MEMORY_STORE64("Memory.store64(JJ)V", Gate.MAGIC, c -> store(c, Datum.LONG)),

    SYSTEM_CALL("SystemCall.call(IJJJJJJ)J", Gate.USER, c -> c.emitter().emit(Op.SYSTEM_CALL, Type.LONG, null, c.args())),

    TEXT_BYTES("Text.bytes(Ljava/lang/String;)[B", Gate.ALL, c -> {
        c.emitter().nullCheck(c.arg(0));
        return c.arg(0);
    });

    /** Who may call: everyone, classes marked {@code @Magic}, those in the kernel only, or user programs only. */
    public enum Gate { ALL, MAGIC, KERNEL_MAGIC, USER }

    private static final Map<String, IntrinsicTable> BY_SIGNATURE =
        Arrays.stream(values()).collect(Collectors.toMap(IntrinsicTable::signature, i -> i));

    private final String signature;
    private final Gate gate;
    private final Function<IntrinsicCall, Value> lowering;

    IntrinsicTable(String signature, Gate gate, Function<IntrinsicCall, Value> lowering) {
        this.signature = signature;
        this.gate = gate;
        this.lowering = lowering;
    }

    /** Simple class name, method and descriptor. */
    public String signature() {
        return signature;
    }

    public Gate gate() {
        return gate;
    }

    /** The row of an intrinsic method. */
    public static IntrinsicTable of(MethodInfo method) {
        String owner = method.owner().name();
        IntrinsicTable row = BY_SIGNATURE.get(owner.substring(owner.lastIndexOf('/') + 1) + "." + method.name() + method.descriptor());
        assert row != null : method;
        return row;
    }

    /** Emits a call's ops; gives null if the method gives nothing. The block may have ended. */
    Value emit(IntrinsicCall call) {
        return lowering.apply(call);
    }

    private static Value load(IntrinsicCall c, Datum datum, Type type) {
        return c.op(Op.LOAD, type, new Access(datum, Location.RAW), c.arg(0), c.emitter().constant(Type.LONG, 0));
    }

    private static Value store(IntrinsicCall c, Datum datum) {
        return c.op(Op.STORE, Type.VOID, new Access(datum, Location.RAW), c.arg(0), c.emitter().constant(Type.LONG, 0), c.arg(1));
    }

    private static Value asiLoad(IntrinsicCall c, Datum datum, Type type) {
        Access access = new Access(datum, c.literalInt(0), Location.RAW, false);
        return c.op(Op.LOAD, type, access, c.arg(1), c.emitter().constant(Type.LONG, 0));
    }

    private static Value asiStore(IntrinsicCall c, Datum datum) {
        Access access = new Access(datum, c.literalInt(0), Location.RAW, false);
        return c.op(Op.STORE, Type.VOID, access, c.arg(1), c.emitter().constant(Type.LONG, 0), c.arg(2));
    }

    private static Value compareUnsigned(IntrinsicCall c, Width width) {
        return c.op(Op.THREE_WAY_COMPARE, Type.INT, new Comparison(Condition.BELOW, width), c.arg(0), c.arg(1));
    }

    /** A literal class: a constant; else what its hub says. */
    private static Value sizeOf(IntrinsicCall c) {
        Emitter emitter = c.emitter();
        if (c.arg(0).op() == Op.HUB) {
            return emitter.constant(Type.INT, c.sizeOf((TypeRef) c.arg(0).detail()));
        }
        emitter.nullCheck(c.arg(0));
        Value hub = c.op(Op.REINTERPRET, Type.LONG, c.arg(0));
        return c.op(Op.LOAD, Type.INT, new Access(Datum.INT, Location.HEADER), hub, emitter.constant(Type.LONG, HubLayout.INSTANCE_BYTES));
    }

    private static Value cellSwap(IntrinsicCall c, String cell, Datum datum, Type type) {
        Emitter emitter = c.emitter();
        emitter.nullCheck(c.arg(0));
        FieldInfo value = c.field(ClassStore.MAGIC_PACKAGE + cell, "value");
        Value base = c.op(Op.REINTERPRET, Type.LONG, c.arg(0));
        Value address = c.op(Op.ADD, Type.LONG, base, emitter.constant(Type.LONG, c.offsetOf(value)));
        Access access = new Access(datum, new Location.Field(value.ref(), true));
        return c.op(Op.COMPARE_AND_SWAP, type, access, address, c.arg(1), c.arg(2));
    }
}
