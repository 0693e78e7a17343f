package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.Effects;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a region: what is loaded before all blocks, the blocks, the ways to entries, what is stored behind all. */
final class RegionEmitter {
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONG = ConstantDescs.CD_long;

    private final PageImage page;
    private final RegionCompiler.Target target;
    private final RegionFinder finder;
    private final Residence residence;
    private final boolean isForOne;
    private final Liveness liveness;
    private final LoopNest loops;
    /** By head of a loop, the entries to which the way leads through it. */
    private final Map<Node, List<Node>> through = new LinkedHashMap<>();
    /** Ways from outside of all loops to entries, and from heads of loops on. */
    private Map<Node, Label> ways;
    private Map<Node, Label> branchings;
    private TransferEmitter.Labels labels;
    private boolean setsConditionCodes;
    private Emission emission;
    private CodeBuilder code;
    private TimingEmitter timing;
    private TransferEmitter transfers;
    private InstructionEmitter instructions;

    RegionEmitter(PageImage page, RegionCompiler.Target target, RegionFinder finder, boolean isForOne) {
        this.page = page;
        this.isForOne = isForOne;
        this.target = target;
        this.finder = finder;
        this.loops = finder.loops();
        this.residence = new Residence(page, loops);
        this.liveness = new Liveness(page, finder, residence);
        for (Node entry : finder.entries()) {
            loops.around(entry).forEach(head -> through.computeIfAbsent(head, none -> new ArrayList<>()).add(entry));
        }
    }

    List<Exit> exits() {
        return emission.exits();
    }

    /** {@link Emission#hidden}. */
    int hidden() {
        return emission.hidden();
    }

    void emit(CodeBuilder builder) {
        code = builder;
        setsConditionCodes = finder.covered().stream().anyMatch(at -> (Effects.of(page.word(at)).defines() & (Effects.ICC | Effects.XCC)) != 0);
        emission = new Emission(code, page, target, isForOne, new KnownPages(page, finder, liveness, target.isTimed()));
        instructions = new InstructionEmitter(emission);
        timing = new TimingEmitter(emission);
        labels = new TransferEmitter.Labels(labels(finder.nodes()), labels(finder.entries()), new TreeMap<>());
        ways = labels(finder.entries());
        branchings = labels(through.keySet());
        transfers = new TransferEmitter(emission, instructions, finder, liveness, residence, labels, timing);
        emitPrologue();
        List<Node> nodes = new ArrayList<>(finder.nodes());
        for (int i = 0; i < nodes.size(); i++) {
            emitBlock(nodes.get(i), i + 1 < nodes.size() ? nodes.get(i + 1) : null);
        }
        labels.jumps().forEach(this::emitJumps);
        finder.entries().forEach(this::emitWay);
        through.keySet().forEach(this::emitBranching);
        finder.entries().forEach(this::emitEntry);
        emitEpilogue();
    }

    private Map<Node, Label> labels(Collection<Node> nodes) {
        return nodes.stream().collect(Collectors.toMap(node -> node, node -> code.newLabel()));
    }

    private void emitPrologue() {
        Label enters = code.newLabel();
        code.iload(Locals.NUMBER).ifge(enters).loadConstant(Code.NOWHERE).ireturn().labelBinding(enters);
        keepOffLoops();
        if (!isForOne) {
            loadArrays();
        }
        variable("space", LONG, Locals.SPACE);
        variable("ccResult", LONG, Locals.CC_FIRST);
        code.lconst_0().lstore(Locals.CC_SECOND);
        variable("ccCarries", LONG, Locals.CC_CARRIES);
        if (finder.entries().stream().anyMatch(entry -> entry.isSlot)) {
            variable("target", LONG, Locals.TARGET);
        } else {
            code.lconst_0().lstore(Locals.TARGET);
        }
        if (target.isTimed()) {
            loadTiming();
        } else {
            variable("issued", INT, Locals.PASSED);
        }
        emission.loadWindow();
        emission.loadGlobals();
        code.iconst_0().istore(Locals.WAY);
        emission.clear(through.keySet().stream().mapToLong(liveness::before).reduce(0, (one, other) -> one | other));
        List<SwitchCase> cases = finder.entries().stream().map(entry -> SwitchCase.of(entry.number, ways.get(entry))).toList();
        code.iload(Locals.NUMBER).tableswitch(ways.get(finder.entries().getFirst()), cases);
    }

    private void loadArrays() {
        for (PortArray array : PortArray.values()) {
            if (array.isUsed(target.isTimed())) {
                variable(array.field, array.type, array.local);
                lookAt(array);
            }
        }
    }

    /** Reads any place of an array that is indexed modulo its length: so C2 knows wherever it is looked into later that there is one and that it has places. */
    private void lookAt(PortArray array) {
        int local = array.local;
        code.aload(local).iload(Locals.NUMBER).aload(local).arraylength().iconst_1().isub().iand().arrayLoad(TypeKind.from(array.type.componentType()));
        if (array.type == Emission.LONGS) {
            code.pop2();
        } else {
            code.pop();
        }
    }

    /**
     * Leaves a value on the stack for good: HotSpot does not compile a method a second time for who is in one of its loops ("on stack replacement") if something is on
     * the stack there. A region is left and entered again so often that it would hardly use what that costs.
     */
    private void keepOffLoops() {
        code.iconst_0();
    }

    /** To the entry that a jump leads to, if it is one. */
    private void emitJumps(int group, Label label) {
        code.labelBinding(label);
        Label outside = emission.jump(group);
        code.lload(Locals.TARGET).loadConstant(page.va()).lxor().loadConstant((long) -PageImage.BYTES).land().lconst_0().lcmp().ifne(outside);
        List<SwitchCase> cases = finder.entries().stream().filter(entry -> entry.isReached(group))
                .map(entry -> SwitchCase.of(entry.start * Integer.BYTES, ways.get(entry))).toList();
        code.lload(Locals.TARGET).l2i().loadConstant(PageImage.BYTES - 1).iand().lookupswitch(outside, cases);
    }

    /** From outside of all loops to an entry, or to the outermost loop's head and from there on. */
    private void emitWay(Node entry) {
        code.labelBinding(ways.get(entry));
        List<Node> heads = loops.around(entry);
        if (heads.isEmpty()) {
            code.goto_(labels.entries().get(entry));
        } else {
            code.loadConstant(way(entry)).istore(Locals.WAY).goto_(labels.blocks().get(heads.getFirst()));
        }
    }

    /** Not 0. */
    private static int way(Node entry) {
        return entry.number + 1;
    }

    /** From the head of a loop on to an entry inside of it. */
    private void emitBranching(Node head) {
        code.labelBinding(branchings.get(head));
        List<SwitchCase> cases = through.get(head).stream().map(entry -> SwitchCase.of(way(entry), behind(head, entry))).toList();
        code.iload(Locals.WAY).lookupswitch(cases.getFirst().target(), cases);
    }

    private Label behind(Node head, Node entry) {
        List<Node> heads = loops.around(entry);
        int next = heads.indexOf(head) + 1;
        return next == heads.size() ? labels.entries().get(entry) : labels.blocks().get(heads.get(next));
    }

    private void emitEntry(Node entry) {
        code.labelBinding(labels.entries().get(entry));
        if (!loops.around(entry).isEmpty()) {
            code.iconst_0().istore(Locals.WAY);
        }
        if (!entry.isHead) {
            lookAtCyclesLeft(entry);
        }
        emission.load(liveness.before(entry));
        code.goto_(labels.blocks().get(entry));
    }

    private void variable(String field, ClassDesc type, int local) {
        emission.get(field, type);
        code.storeLocal(TypeKind.from(type), local);
    }

    private void emitBlock(Node node, Node following) {
        code.labelBinding(labels.blocks().get(node));
        if (through.containsKey(node)) {
            code.iload(Locals.WAY).ifne(branchings.get(node));
        }
        emission.reside(residence.of(node));
        if (node.isHead) {
            lookAtCyclesLeft(node);
        }
        emission.beginBlock(node, transfers.countsSlot(node));
        if (node.isSlot) {
            emission.enterSlot();
        }
        if (target.isTimed() && !node.isFetched) {
            timing.fetch(false);
        }
        while (emission.at < node.end) {
            int behind = emission.at + 1;
            emission.live = () -> liveness.from(node, behind);
            instructions.emit();
            emission.advance();
            if (emission.at < node.end || node.last.isTransfer()) {
                fetchNext();
            }
        }
        transfers.emit(node, following);
        emission.reside(0);
    }

    private void lookAtCyclesLeft(Node node) {
        if (target.isTimed()) {
            code.lload(Locals.PASSED).l2i();
            emission.get("stalled", LONG);
            code.l2i().i2c().iadd();
        } else {
            code.iload(Locals.PASSED);
        }
        code.loadConstant(node.worst).iadd();
        emission.get("limit", INT);
        code.if_icmpge(emission.nearHorizon(node));
    }

    /** The next instruction may begin a line. */
    private void fetchNext() {
        if (target.isTimed() && emission.at % StallBounds.LINE_WORDS == 0) {
            timing.fetch(true);
        }
    }

    private void loadTiming() {
        variable("firstLine", INT, Locals.FIRST_LINE);
        emission.get("line", INT);
        code.iload(Locals.FIRST_LINE).isub().istore(Locals.LINE);
        emission.port();
        code.loadConstant(target.setMask());
        emission.callStatic("unknownLines", LONG, Emission.PORT, INT);
        code.lstore(Locals.KNOWN);
        variable("passed", LONG, Locals.PASSED);
        variable("events", LONG, Locals.EVENTS);
    }

    private void storeTiming() {
        result("passed", LONG, Locals.PASSED);
        result("events", LONG, Locals.EVENTS);
        emission.port();
        code.iload(Locals.FIRST_LINE).iload(Locals.LINE).iadd().putfield(Emission.PORT, "line", INT);
    }

    private void result(String field, ClassDesc type, int local) {
        emission.port();
        code.loadLocal(TypeKind.from(type), local).putfield(Emission.PORT, field, type);
    }

    private void emitEpilogue() {
        Label epilogue = code.newLabel();
        emission.stubs(epilogue);
        code.labelBinding(epilogue).istore(Locals.NUMBER);
        if (setsConditionCodes) {
            emission.storeConditionCodes();
        }
        if (target.isTimed()) {
            storeTiming();
        } else {
            result("issued", INT, Locals.PASSED);
        }
        code.iload(Locals.NUMBER).ireturn();
    }
}
