package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Fields;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The code being written, with the place in the guest's program that it is written for: what all kinds of instructions need.
 *
 * <p>Integer registers live in local variables as far as they are needed ({@link Liveness}), and what is written to a variable is written to
 * the processor too before anything that may leave the region, or ({@link Residence}) on the way out.
 */
final class Emission {
    static final ClassDesc PORT = ProcessorPort.class.describeConstable().orElseThrow();
    static final ClassDesc CONDITION_CODES = ConditionCodes.class.describeConstable().orElseThrow();
    static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();
    static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();
    static final ClassDesc BYTES = ConstantDescs.CD_byte.arrayType();

    private static final int FIRST_OUT = 8;
    private static final int FIRST_IN = 24;
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONG = ConstantDescs.CD_long;

    final CodeBuilder code;
    final PageImage page;
    final RegionCompiler.Target target;
    /** The processor's arrays are constants: {@link PortArrays}. */
    final boolean isForOne;
    /** Registers whose variables are newer than the processor. */
    private long pending;
    /** Registers that are needed behind the instruction being translated. */
    LongSupplier live = () -> 0;

    /** Registers whose variables may be newer until control leaves the loop. */
    private long resident;

    /** A way out of the region, with the registers to be stored there. */
    private record Way(Exit exit, long registers) {}

    final KnownPages pages;
    final BlockCounts counts;
    private final Map<Way, Label> stubs = new LinkedHashMap<>();

    /** The word being translated. */
    int at;
    /** Of the block: the word behind its plain instructions. */
    private int end;
    /** The issue group before it. */
    private int group;
    private boolean inSlot;
    /** Of the transfer whose slot this is: where it leads, if that is known. */
    private OptionalLong slotTarget = OptionalLong.empty();

    /** What is made of calls that stand for much, as bytes of bytecode. */
    private int hidden;

    /** Whether all condition codes are known to be those of a difference: no carries are others. */
    boolean isCompared;

    Emission(CodeBuilder code, PageImage page, RegionCompiler.Target target, boolean isForOne, KnownPages pages) {
        this.code = code;
        this.page = page;
        this.target = target;
        this.isForOne = isForOne;
        this.pages = pages;
        this.counts = new BlockCounts(code, page, target);
    }

    /** Beyond the bytecode itself, what the slow compiler has to do for it. */
    int hidden() {
        return hidden;
    }

    /** A call has been written that stands for as much as these bytes of other bytecode would. */
    void hide(int bytes) {
        hidden += bytes;
    }

    // ---- the place

    /** At the start of a block, all of which is counted here; with the delay slot if that is executed unless {@link BlockCounts#takeBack} is written. */
    void beginBlock(Node node, boolean withSlot) {
        at = node.start;
        group = node.group;
        isCompared = false;
        pages.begin(node);
        end = node.end;
        int counted = node.last.isTransfer() ? node.end + 1 : node.end;
        counts.count(at, group, withSlot ? counted + 1 : counted, at + 1);
    }

    /** Whether a word is of the block, behind the one being translated, and fetch does not move on the way there: so control comes there unless an instruction leaves the region. */
    boolean mayFollow(int word) {
        return word < end && (!target.isTimed() || word / StallBounds.LINE_WORDS == at / StallBounds.LINE_WORDS);
    }

    /** Counts a stall that is counted in {@link Stalled}. */
    void stall(long what) {
        port();
        code.loadConstant(Stalled.at(at, what));
        callStatic("stall", ConstantDescs.CD_void, PORT, LONG);
    }

    /** Behind the instruction that has been written. */
    void advance() {
        counts.advance(at, group);
        group = target.issue().group(group, page.bytes(), at);
        pages.pass(word());
        at++;
    }

    /** The instruction just written annuls the next. */
    void endGroup() {
        group = target.issue().ended();
    }

    int group() {
        return group;
    }

    /** A delay slot is not counted with its block. */
    void countSlot() {
        counts.count(at, group, at + 1, at);
    }

    void enterSlot(long target) {
        inSlot = true;
        slotTarget = OptionalLong.of(target);
    }

    /** Of a jump to {@link Locals#TARGET}. */
    void enterSlot() {
        inSlot = true;
        slotTarget = OptionalLong.empty();
    }

    void leaveSlot() {
        inSlot = false;
    }

    /** What is different on the ways behind a branch. */
    record Place(int at, BlockCounts.Open counts, int group, Map<Integer, KnownPages.Origin> pages) {}

    Place place() {
        return new Place(at, counts.open(), group, pages.place());
    }

    void comeBack(Place place) {
        at = place.at;
        counts.comeBack(place.counts);
        group = place.group;
        pages.comeBack(place.pages);
    }

    int word() {
        return page.word(at);
    }

    // ---- operands

    void read(int register) {
        if (register == 0) {
            code.lconst_0();
        } else {
            code.lload(Locals.register(register));
        }
    }

    /** Takes the value from the stack. */
    void write(int register) {
        if (register == 0) {
            code.pop2();
        } else {
            code.lstore(Locals.register(register));
            pending |= 1L << register & ~resident;
        }
    }

    /** The second operand: register or immediate. */
    void second(int word) {
        if (Fields.isImmediate(word)) {
            code.loadConstant((long) Fields.simm13(word));
        } else {
            read(Fields.rs2(word));
        }
    }

    /** The sum of both operands. */
    void address(int word) {
        boolean plain = Fields.isImmediate(word) ? Fields.simm13(word) == 0 : Fields.rs2(word) == 0;
        read(Fields.rs1(word));
        if (!plain) {
            second(word);
            code.ladd();
        }
    }

    void port() {
        if (isForOne) {
            code.getstatic(RegionCompiler.NAME, PortArrays.PORT, PORT);
        } else {
            code.aload(Locals.PORT);
        }
    }

    void call(String name, ClassDesc result, ClassDesc... parameters) {
        code.invokevirtual(PORT, name, MethodTypeDesc.of(result, parameters));
    }

    void callStatic(String name, ClassDesc result, ClassDesc... parameters) {
        code.invokestatic(PORT, name, MethodTypeDesc.of(result, parameters));
    }

    void get(String field, ClassDesc type) {
        port();
        code.getfield(PORT, field, type);
    }

    /** One of the processor's arrays. */
    void array(PortArray array) {
        if (isForOne) {
            code.getstatic(RegionCompiler.NAME, array.field, array.type);
        } else {
            code.aload(array.local);
        }
    }

    // ---- registers in the processor

    private void place(int register) {
        array(PortArray.REGISTERS);
        code.iload(register < FIRST_OUT ? Locals.GLOBALS : register < FIRST_IN ? Locals.WINDOW : Locals.WINDOW_BEFORE).loadConstant(target.slots()[register]).iadd();
    }

    /** Of a set of registers, into their variables. */
    void load(long registers) {
        for (long left = registers; left != 0; left &= left - 1) {
            int register = Long.numberOfTrailingZeros(left);
            place(register);
            code.laload().lstore(Locals.register(register));
        }
    }

    /** Gives their variables any value. */
    void clear(long registers) {
        for (long left = registers; left != 0; left &= left - 1) {
            code.lconst_0().lstore(Locals.register(Long.numberOfTrailingZeros(left)));
        }
    }

    /** Brings the processor's registers up to date but for those that reside in variables: before whatever may leave the region. */
    void store() {
        store(pending);
        pending = 0;
    }

    /** The same with all registers: before whatever looks at them. */
    void storeAll() {
        store(pending | resident);
        pending = 0;
    }

    private void store(long registers) {
        for (long left = registers; left != 0; left &= left - 1) {
            int register = Long.numberOfTrailingZeros(left);
            place(register);
            code.lload(Locals.register(register)).lastore();
        }
    }

    /** From here on these registers reside in variables; all that have been written are in the processor. */
    void reside(long registers) {
        resident = registers;
    }

    void loadWindow() {
        get("window", INT);
        code.loadConstant(WINDOW_MASK).iand().dup().istore(Locals.WINDOW);
        code.loadConstant(STRIDE).iadd().loadConstant(WINDOW_MASK).iand().istore(Locals.WINDOW_BEFORE);
    }

    void loadGlobals() {
        get("globals", INT);
        code.loadConstant(GLOBALS_MASK).iand().istore(Locals.GLOBALS);
    }

    /** Every place of a window in r, so that the JVM sees that no register is outside; and every place of globals. */
    private static final int WINDOW_MASK = 0xE0;
    private static final int STRIDE = 0x20;
    private static final int GLOBALS_MASK = 0x118;

    /** Of the condition codes: what N and Z are of. */
    void result() {
        code.lload(Locals.CC_FIRST).lload(Locals.CC_SECOND).lsub();
    }

    /** The same that C and V are of. */
    void carries() {
        code.lload(Locals.CC_FIRST).lload(Locals.CC_SECOND);
        code.invokestatic(CONDITION_CODES, "borrows", MethodTypeDesc.of(LONG, LONG, LONG));
        code.lload(Locals.CC_CARRIES).lxor();
    }

    void storeConditionCodes() {
        port();
        result();
        code.putfield(PORT, "ccResult", LONG);
        port();
        carries();
        code.putfield(PORT, "ccCarries", LONG);
    }

    // ---- exits

    List<Exit> exits() {
        return stubs.keySet().stream().map(Way::exit).toList();
    }

    /** Where to go for the interpreter to execute the instruction being translated. */
    Label interpret() {
        return before(Exit.Reason.INTERPRET, 0, word(), issuedByTrap());
    }

    /** The same before fetch has moved to its line. */
    Label interpretFromFetch() {
        return before(Exit.Reason.INTERPRET, 0);
    }

    /** Where to go if the instruction is a trap, which no block counts. */
    Label softwareTrap() {
        return before(Exit.Reason.SOFTWARE_TRAP, issuedByTrap(), word(), 0);
    }

    /** Where to go behind the instruction being translated, which may have changed what the region goes by. */
    Label behind() {
        long pc = page.address(at) + Integer.BYTES;
        BlockCounts.Open open = counts.behind(at, group);
        return exit(new Exit(pc, pc + Integer.BYTES, false, Exit.Reason.ANEW, counts.passed(open, 0), target.issue().group(group, page.bytes(), at), open.events()));
    }

    /** Where to go if the instruction has a window trap. */
    Label trap(boolean save) {
        return before(save ? Exit.Reason.SAVE_TRAP : Exit.Reason.RESTORE_TRAP, issuedByTrap());
    }

    /** Where to go for a return from a trap, which no block counts. */
    Label leaveTrap(boolean retry) {
        return before(retry ? Exit.Reason.RETRY : Exit.Reason.DONE, issuedByTrap());
    }

    /** In timing mode an instruction that traps, or leaves a trap, has issued before. */
    private int issuedByTrap() {
        return target.isTimed() ? target.issue().cycles(group, page.bytes(), at) : 0;
    }

    private Label before(Exit.Reason reason, int cyclesKept) {
        return before(reason, cyclesKept, 0, 0);
    }

    private Label before(Exit.Reason reason, int cyclesKept, int word, int issue) {
        long pc = page.address(at);
        boolean isJump = inSlot && slotTarget.isEmpty();
        long npc = inSlot ? slotTarget.orElse(0) : pc + 4;
        BlockCounts.Open open = counts.open();
        return exit(new Exit(pc, npc, isJump, reason, counts.passed(open, cyclesKept), group, open.events(), word, issue,
                target.issue().group(group, page.bytes(), at)));
    }

    /** Where to go to leave the region for another place, at the end of a block. */
    Label goOn(long pc) {
        return exit(new Exit(pc, pc + 4, false, Exit.Reason.GO_ON, 0, group, 0));
    }

    /** The same to where a jump leads. */
    Label jump(int group) {
        return exit(new Exit(0, 0, true, Exit.Reason.GO_ON, 0, group, 0));
    }

    Label nearHorizon(Node node) {
        long pc = page.address(node.start);
        return exit(new Exit(pc, pc + 4, node.isSlot, Exit.Reason.NEAR_HORIZON, 0, node.group, 0));
    }

    private Label exit(Exit exit) {
        if (pending != 0) {
            throw new IllegalStateException("an exit at word " + at + " would lose registers " + Long.toHexString(pending));
        }
        return stubs.computeIfAbsent(new Way(exit, resident), none -> code.newLabel());
    }

    /** The code behind all blocks: each exit puts its number on the stack. */
    void stubs(Label epilogue) {
        Map<Long, Label> stores = new LinkedHashMap<>();
        int number = 0;
        for (Map.Entry<Way, Label> stub : stubs.entrySet()) {
            Way way = stub.getKey();
            code.labelBinding(stub.getValue());
            if (way.exit.isJump()) {
                port();
                code.lload(Locals.TARGET).putfield(PORT, "target", LONG);
            }
            code.loadConstant(number++).goto_(way.registers == 0 ? epilogue : stores.computeIfAbsent(way.registers, none -> code.newLabel()));
        }
        stores.forEach((registers, label) -> {
            code.labelBinding(label);
            store(registers);
            code.goto_(epilogue);
        });
    }
}
