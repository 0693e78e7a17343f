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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a region: what is loaded before all blocks, the blocks, the ways to entries, what is stored behind all. */
final class RegionEmitter {
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONG = ConstantDescs.CD_long;

    private final PageImage page;
    private final RegionCompiler.Target target;
    private final RegionFinder finder;
    private final Liveness liveness;
    private TransferEmitter.Labels labels;
    private boolean setsConditionCodes;
    private Emission emission;
    private CodeBuilder code;
    private TimingEmitter timing;
    private TransferEmitter transfers;
    private InstructionEmitter instructions;

    RegionEmitter(PageImage page, RegionCompiler.Target target, RegionFinder finder) {
        this.page = page;
        this.target = target;
        this.finder = finder;
        this.liveness = new Liveness(page, finder);
    }

    List<Exit> exits() {
        return emission.exits();
    }

    void emit(CodeBuilder builder) {
        code = builder;
        setsConditionCodes = finder.covered().stream().anyMatch(at -> (Effects.of(page.word(at)).defines() & (Effects.ICC | Effects.XCC)) != 0);
        emission = new Emission(code, page, target);
        instructions = new InstructionEmitter(emission);
        timing = new TimingEmitter(emission);
        labels = new TransferEmitter.Labels(labels(finder.nodes()), labels(finder.entries()), code.newLabel());
        transfers = new TransferEmitter(emission, instructions, finder, liveness, labels, timing);
        emitPrologue();
        List<Node> nodes = new ArrayList<>(finder.nodes());
        for (int i = 0; i < nodes.size(); i++) {
            emitBlock(nodes.get(i), i + 1 < nodes.size() ? nodes.get(i + 1) : null);
        }
        emitJumps();
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
        variable("r", Emission.LONGS, Locals.R);
        variable("ram", Emission.BYTES, Locals.RAM);
        variable("loads", Emission.LONGS, Locals.LOADS);
        variable("stores", Emission.LONGS, Locals.STORES);
        variable("loadDifferences", Emission.INTS, Locals.LOAD_DIFFERENCES);
        variable("storeDifferences", Emission.INTS, Locals.STORE_DIFFERENCES);
        variable("space", LONG, Locals.SPACE);
        variable("ccResult", LONG, Locals.CC_RESULT);
        variable("ccCarries", LONG, Locals.CC_CARRIES);
        code.lconst_0().lstore(Locals.TARGET);
        if (target.isTimed()) {
            loadTiming();
        } else {
            variable("issued", INT, Locals.PASSED);
        }
        lookAt(Locals.LOADS, TypeKind.LONG);
        lookAt(Locals.LOAD_DIFFERENCES, TypeKind.INT);
        lookAt(Locals.STORES, TypeKind.LONG);
        lookAt(Locals.STORE_DIFFERENCES, TypeKind.INT);
        emission.loadWindow();
        List<SwitchCase> cases = finder.entries().stream().map(entry -> SwitchCase.of(entry.number, labels.entries().get(entry))).toList();
        code.iload(Locals.NUMBER).tableswitch(labels.entries().get(finder.entries().getFirst()), cases);
    }

    /** Reads any place of an array of a soft TLB: so C2 knows wherever it is looked into later that there is one and that it has places. */
    private void lookAt(int array, TypeKind type) {
        code.aload(array).iload(Locals.NUMBER).aload(array).arraylength().iconst_1().isub().iand().arrayLoad(type);
        if (type == TypeKind.LONG) {
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
    private void emitJumps() {
        code.labelBinding(labels.jumps());
        Label outside = emission.jumpAfterGroup();
        code.lload(Locals.TARGET).loadConstant(page.va()).lxor().loadConstant((long) -PageImage.BYTES).land().lconst_0().lcmp().ifne(outside);
        List<SwitchCase> cases = finder.entries().stream().filter(entry -> entry.group == target.issue().ended())
                .map(entry -> SwitchCase.of(entry.start * Integer.BYTES, labels.entries().get(entry))).toList();
        code.lload(Locals.TARGET).l2i().loadConstant(PageImage.BYTES - 1).iand().lookupswitch(outside, cases);
    }

    private void emitEntry(Node entry) {
        code.labelBinding(labels.entries().get(entry));
        emission.load(liveness.before(entry));
        code.goto_(labels.blocks().get(entry));
    }

    private void variable(String field, ClassDesc type, int local) {
        emission.get(field, type);
        code.storeLocal(TypeKind.from(type), local);
    }

    private void emitBlock(Node node, Node following) {
        code.labelBinding(labels.blocks().get(node));
        if (node.isChecked) {
            if (target.isTimed()) {
                code.lload(Locals.PASSED).l2i();
            } else {
                code.iload(Locals.PASSED);
            }
            code.loadConstant(node.worst).iadd();
            emission.get("limit", INT);
            code.if_icmpge(emission.nearHorizon(node));
        }
        emission.beginBlock(node);
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
    }

    /** The next instruction may begin a line. */
    private void fetchNext() {
        if (target.isTimed() && emission.at % StallBounds.LINE_WORDS == 0) {
            timing.fetch(true);
        }
    }

    private void loadTiming() {
        variable("histories", Emission.INTS, Locals.HISTORIES);
        variable("dataTags", Emission.INTS, Locals.DATA_TAGS);
        variable("firstLine", INT, Locals.FIRST_LINE);
        emission.get("line", INT);
        code.iload(Locals.FIRST_LINE).isub().istore(Locals.LINE);
        emission.port();
        code.loadConstant(target.setMask());
        emission.callStatic("unknownLines", LONG, Emission.PORT, INT);
        code.lstore(Locals.KNOWN);
        variable("passed", LONG, Locals.PASSED);
        variable("events", LONG, Locals.EVENTS);
        variable("fetches", INT, Locals.FETCHES);
    }

    private void storeTiming() {
        result("passed", LONG, Locals.PASSED);
        result("events", LONG, Locals.EVENTS);
        result("fetches", INT, Locals.FETCHES);
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
