package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.FloatingConditions;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.isa.code.RegisterSet;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;

/**
 * Writes the ends of blocks. A delay slot is written where its transfer is taken; where a branch is not taken and does not annul, it is the
 * first instruction of the block that follows. Calls and jumps that lead to entries of the region go there as if they came from outside.
 */
final class TransferEmitter {
    private static final int ON_XCC_BITS = 3 << 20;
    private static final int INSTRUCTION_BYTES = 4;
    private static final ClassDesc FLOATING = FloatingOperations.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc HOLDS = MethodTypeDesc.of(ConstantDescs.CD_boolean, Emission.PORT, ConstantDescs.CD_int, ConstantDescs.CD_int);

    private final Emission emission;
    private final InstructionEmitter instructions;
    private final RegionFinder finder;
    private final Liveness liveness;
    private final Residence residence;
    private final Labels labels;
    private final TimingEmitter timing;
    private final CodeBuilder code;

    /**
     * Places in the code.
     *
     * @param blocks where registers are in their variables
     * @param entries where those are loaded that are needed
     * @param jumps by issue group, where the way is found to {@link Locals#TARGET}; filled as jumps of it are written
     */
    record Labels(Map<Node, Label> blocks, Map<Node, Label> entries, Map<Integer, Label> jumps) {}

    TransferEmitter(
            Emission emission, InstructionEmitter instructions, RegionFinder finder, Liveness liveness, Residence residence, Labels labels,
            TimingEmitter timing) {
        this.emission = emission;
        this.instructions = instructions;
        this.finder = finder;
        this.liveness = liveness;
        this.residence = residence;
        this.labels = labels;
        this.timing = timing;
        this.code = emission.code;
    }

    /** {@code following} is the block that will be written next. */
    void emit(Node node, Node following) {
        emission.store();
        if (node.isSlot) {
            emission.leaveSlot();
            jumpOn();
            return;
        }
        switch (node.last) {
            case PLAIN -> leaveFor(node, node.next, node.end, following);
            case ODD -> odd(node);
            case CONDITIONAL -> conditional(node, following);
            case ALWAYS -> taken(node);
            case ALWAYS_ANNULLED -> {
                emission.advance();
                emission.endGroup();
                leaveFor(node, node.taken, target(node));
            }
            case CALL -> {
                code.loadConstant(emission.page.address(emission.at));
                emission.write(RegisterSet.O7);
                taken(node);
            }
            case JUMP, RETURN -> jump(node);
        }
    }

    private void odd(Node node) {
        int opcode = Opcode.of(emission.word());
        boolean leavesTrap = opcode == Opcode.RETRY || opcode == Opcode.DONE;
        if (!leavesTrap && !Shape.isSoftwareTrap(emission.word()) || emission.page.watched().get(emission.at)) {
            code.goto_(emission.interpretFromFetch());
            return;
        }
        if (emission.at > node.start) {
            fetchNext();
        }
        code.goto_(leavesTrap ? emission.leaveTrap(opcode == Opcode.RETRY) : emission.softwareTrap());
    }

    /** The next instruction may begin a line. */
    private void fetchNext() {
        if (emission.target.isTimed() && emission.at % StallBounds.LINE_WORDS == 0) {
            timing.fetch(true);
        }
    }

    private long target(Node node) {
        return Flow.target(emission.page.word(node.end), emission.page.address(node.end));
    }

    private void leaveFor(Node node, Node successor, int word, Node following) {
        if (successor == null || successor != following) {
            leaveFor(node, successor, emission.page.address(word));
        } else {
            leaveLoops(node, successor);
        }
    }

    private void leaveFor(Node node, Node successor, long pc) {
        leaveLoops(node, successor);
        code.goto_(successor == null ? emission.goOn(pc) : labels.blocks.get(successor));
    }

    /** On the way to a block of the region. */
    private void leaveLoops(Node node, Node successor) {
        if (successor != null && !residence.lasts(node, successor)) {
            emission.storeAll();
        }
    }

    private void conditional(Node node, Node following) {
        int word = emission.word();
        Label taken = code.newLabel();
        jumpIf(word, taken);
        Emission.Place place = emission.place();
        predict(false);
        emission.advance();
        if (countsSlot(node)) {
            emission.counts.takeBack();
        }
        boolean annuls = Fields.annul(word);
        if (annuls) {
            emission.endGroup();
        }
        leaveFor(node, node.next, emission.page.address(node.end + (annuls ? 2 : 1)));
        emission.comeBack(place);
        code.labelBinding(taken);
        predict(true);
        taken(node);
    }

    private void predict(boolean taken) {
        if (emission.target.isTimed()) {
            timing.predict(taken);
        }
    }

    private void jumpIf(int word, Label taken) {
        int opcode = Opcode.of(word);
        int condition = Fields.condition(word);
        switch (opcode) {
            case Opcode.BICC -> instructions.conditions.jumpIf(condition, true, false, taken);
            case Opcode.BPCC -> instructions.conditions.jumpIf(condition, true, (word & ON_XCC_BITS) != 0, taken);
            case Opcode.BPR -> instructions.conditions.jumpIfRegister(Fields.registerCondition(word), true, Fields.rs1(word), taken);
            default -> {
                emission.get("isFloatingEnabled", ConstantDescs.CD_boolean);
                code.ifeq(emission.interpret());
                emission.port();
                code.loadConstant(FloatingConditions.relations(condition)).loadConstant(opcode == Opcode.FBFCC ? 0 : word >>> 20 & 3);
                code.invokestatic(FLOATING, "holds", HOLDS);
                code.ifne(taken);
            }
        }
    }

    /** The delay slot, then to the target. */
    private void taken(Node node) {
        long target = target(node);
        emission.advance();
        emission.enterSlot(target);
        slot(node);
        if (node.last == Shape.CALL && node.taken != null) {
            emission.storeAll();
            code.goto_(labels.entries.get(node.taken));
        } else {
            leaveFor(node, node.taken, target);
        }
    }

    /** Whether a block counts its delay slot: if control always comes there, or, where two counters are added to, most often, as behind a branch back. */
    boolean countsSlot(Node node) {
        return node.last.hasSlot() && finder.slotShape(node.end + 1) == Shape.PLAIN
                && (node.last != Shape.CONDITIONAL || emission.target.isTimed() && target(node) <= emission.page.address(node.end));
    }

    private void slot(Node node) {
        if (finder.slotShape(emission.at) == Shape.PLAIN) {
            if (!countsSlot(node)) {
                emission.countSlot();
            }
            fetchNext();
            emission.live = () -> liveness.behindSlot(node);
            instructions.emit();
            emission.advance();
            emission.store();
        } else {
            emission.store();
            code.goto_(emission.interpretFromFetch());
        }
        emission.leaveSlot();
    }

    private void jump(Node node) {
        int word = emission.word();
        emission.address(word);
        code.dup2().lstore(Locals.TARGET).l2i().loadConstant(INSTRUCTION_BYTES - 1).iand().ifne(emission.interpret());
        if (node.last == Shape.RETURN) {
            instructions.units.moveToWindow(false, liveness.ofSlot(node));
        } else if (Fields.rd(word) != 0) {
            code.loadConstant(emission.page.address(emission.at));
            emission.write(Fields.rd(word));
        }
        emission.advance();
        emission.enterSlot();
        slot(node);
        jumpOn();
    }

    /** Behind a jump's delay slot. */
    private void jumpOn() {
        emission.storeAll();
        emission.reside(0);
        int group = emission.group();
        boolean mayStay = finder.entries().stream().anyMatch(entry -> entry.isReached(group));
        code.goto_(mayStay ? labels.jumps.computeIfAbsent(group, none -> code.newLabel()) : emission.jump(group));
    }
}
