package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.Effects;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a region: what is loaded before all blocks, the blocks, what is stored behind them. */
final class RegionEmitter {
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONG = ConstantDescs.CD_long;

    private final PageImage page;
    private final RegionCompiler.Target target;
    private final RegionFinder finder;
    private final Map<Node, Label> labels = new HashMap<>();
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
    }

    List<Exit> exits() {
        return emission.exits();
    }

    void emit(CodeBuilder builder) {
        code = builder;
        long used = 0;
        long written = 0;
        for (int at : finder.covered().stream().toArray()) {
            Effects effects = Effects.of(page.word(at));
            used |= (effects.uses() | effects.defines()) & Effects.INTEGER;
            written |= effects.defines();
        }
        setsConditionCodes = (written & (Effects.ICC | Effects.XCC)) != 0;
        emission = new Emission(code, page, target, used, written & Effects.INTEGER);
        instructions = new InstructionEmitter(emission);
        timing = new TimingEmitter(emission);
        transfers = new TransferEmitter(emission, instructions, finder, labels, timing);
        finder.nodes().forEach(node -> labels.put(node, code.newLabel()));
        emitPrologue();
        List<Node> nodes = new ArrayList<>(finder.nodes());
        for (int i = 0; i < nodes.size(); i++) {
            emitBlock(nodes.get(i), i + 1 < nodes.size() ? nodes.get(i + 1) : null);
        }
        emitEpilogue();
    }

    private void emitPrologue() {
        Label enters = code.newLabel();
        code.iload(Locals.NUMBER).ifge(enters).loadConstant(Code.NOWHERE).ireturn().labelBinding(enters);
        variable("r", Emission.LONGS, Locals.R);
        variable("ram", Emission.BYTES, Locals.RAM);
        variable("loads", Emission.LONGS, Locals.LOADS);
        variable("stores", Emission.LONGS, Locals.STORES);
        variable("space", LONG, Locals.SPACE);
        variable("limit", INT, Locals.LIMIT);
        variable("ccResult", LONG, Locals.CC_RESULT);
        variable("ccCarries", LONG, Locals.CC_CARRIES);
        code.iconst_0().istore(Locals.ISSUED).lconst_0().lstore(Locals.TARGET);
        if (target.isTimed()) {
            loadTiming();
        }
        emission.loadWindow();
        emission.load(emission.used);
        List<SwitchCase> cases = finder.entries().stream().map(entry -> SwitchCase.of(entry.number, labels.get(entry))).toList();
        code.iload(Locals.NUMBER).tableswitch(labels.get(finder.entries().getFirst()), cases);
    }

    private void variable(String field, ClassDesc type, int local) {
        emission.get(field, type);
        code.storeLocal(TypeKind.from(type), local);
    }

    private void emitBlock(Node node, Node following) {
        code.labelBinding(labels.get(node));
        if (node.isChecked) {
            code.iload(Locals.ISSUED).loadConstant(node.worst).iadd().iload(Locals.LIMIT).if_icmpge(emission.nearHorizon(node));
        }
        emission.beginBlock(node);
        if (target.isTimed() && !node.isFetched) {
            timing.fetch(false);
        }
        while (emission.at < node.end) {
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
        variable("lineTags", Emission.INTS, Locals.LINE_TAGS);
        variable("leastRecent", Emission.INTS, Locals.LEAST_RECENT);
        variable("histories", Emission.INTS, Locals.HISTORIES);
        variable("dataTags", Emission.INTS, Locals.DATA_TAGS);
        variable("modifiedTags", Emission.INTS, Locals.MODIFIED_TAGS);
        variable("firstLine", INT, Locals.FIRST_LINE);
        variable("line", INT, Locals.LINE);
        variable("place", INT, Locals.PLACE);
        code.iconst_0().istore(Locals.INSTRUCTIONS).lconst_0().lstore(Locals.EVENTS).iconst_0().istore(Locals.FETCHES);
    }

    private void storeTiming() {
        result("instructions", INT, Locals.INSTRUCTIONS);
        result("events", LONG, Locals.EVENTS);
        result("fetches", INT, Locals.FETCHES);
        result("line", INT, Locals.LINE);
        result("place", INT, Locals.PLACE);
    }

    private void result(String field, ClassDesc type, int local) {
        emission.port();
        code.loadLocal(TypeKind.from(type), local).putfield(Emission.PORT, field, type);
    }

    private void emitEpilogue() {
        Label epilogue = code.newLabel();
        emission.stubs(epilogue);
        code.labelBinding(epilogue).istore(Locals.NUMBER);
        emission.store(Effects.INTEGER);
        if (setsConditionCodes) {
            emission.storeConditionCodes();
        }
        if (target.isTimed()) {
            storeTiming();
        }
        result("issued", INT, Locals.ISSUED);
        code.iload(Locals.NUMBER).ireturn();
    }
}
