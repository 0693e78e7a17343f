package dev.lamarck.toolchain.sparc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Condition;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.ir.Width;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of small functions, word for word: what a change of a stage is seen by first. */
class CodeShapeTest {
    @Test
    void aLeafStaysInItsCallersWindow() {
        FunctionBuilder f = new FunctionBuilder("add", 2);
        f.giveBack(f.op(Op.ADD, f.parameter(0), f.parameter(1)));
        assertThat(f.text()).isEqualTo("""
                retl
                add %o0, %o1, %o0
                """);
    }

    @Test
    void aValueThatLivesAcrossACallLiesInTheWindow() {
        FunctionBuilder f = new FunctionBuilder("caller", 2);
        Value sum = f.call("callee", f.parameter(1));
        f.giveBack(f.op(Op.ADD, f.parameter(0), sum));
        assertThat(f.text()).isEqualTo("""
                save %sp, -176, %sp
                call 0x4
                mov %i1, %o0
                ret
                restore %i0, %o0, %o0
                """);
    }

    @Test
    void argumentsBeyondSixLieOnTheStack() {
        FunctionBuilder f = new FunctionBuilder("caller", 8);
        f.giveBack(f.call("callee", f.parameter(1), f.parameter(1), f.parameter(1), f.parameter(1), f.parameter(1), f.parameter(1), f.parameter(7)));
        assertThat(f.text()).startsWith("save %sp, -192, %sp\n").contains("""
                ldx [ %fp + 0x8b7 ], %o0
                stx %o0, [ %sp + 0x8af ]
                """);
    }

    @Test
    void aCheckIsACompareAndATrap() {
        FunctionBuilder f = new FunctionBuilder("element", 2);
        Value length = f.load(Datum.INT, f.parameter(0), f.constant(8));
        f.trapIf(0x51, Condition.ABOVE_EQUAL, Width.INT, f.parameter(1), length);
        Value place = f.op(Op.ADD, f.parameter(0), f.parameter(1));
        f.giveBack(f.load(Datum.BYTE, place, f.constant(16)));
        assertThat(f.text()).isEqualTo("""
                ldsw [ %o0 + 8 ], %o2
                cmp %o1, %o2
                tcc 0x51
                add %o0, %o1, %o0
                retl
                ldsb [ %o0 + 0x10 ], %o0
                """);
    }

    /** The counter is tested against zero without a compare; the branch is likely, its slot annulled when it falls through. */
    @Test
    void aLoopTakesItsFirstInstructionIntoTheSlot() {
        FunctionBuilder f = new FunctionBuilder("power", 2);
        Value base = f.parameter(0);
        Block head = f.block(2);
        Block exit = f.block(0);
        f.go(new Edge(head, List.of(f.parameter(1), base)));
        f.at(head);
        Value product = f.op(Op.MULTIPLY, head.parameters().get(1), base);
        Value left = f.op(Op.SUBTRACT, head.parameters().get(0), f.constant(1));
        f.branch(Condition.NOT_EQUAL, Width.LONG, left, f.constant(0), new Edge(head, List.of(left, product)), new Edge(exit));
        f.at(exit).giveBack(product);
        assertThat(f.text()).isEqualTo("""
                mov %o0, %o2
                dec %o1
                brnz %o1, 0x4
                mulx %o2, %o0, %o2
                retl
                mov %o2, %o0
                """);
    }

    @Test
    void aLargeConstantOfALoopIsMadeBeforeIt() {
        FunctionBuilder f = new FunctionBuilder("hash", 2);
        Block head = f.block(2);
        Block exit = f.block(0);
        f.go(new Edge(head, List.of(f.parameter(1), f.parameter(0))));
        f.at(head);
        Value product = f.op(Op.MULTIPLY, head.parameters().get(1), f.constant(0x0100_0193));
        Value left = f.op(Op.SUBTRACT, head.parameters().get(0), f.constant(1));
        f.branch(Condition.NOT_EQUAL, Width.LONG, left, f.constant(0), new Edge(head, List.of(left, product)), new Edge(exit));
        f.at(exit).giveBack(product);
        assertThat(f.text()).isEqualTo("""
                sethi %hi(0x1000000), %o2
                or %o2, 0x193, %o2
                dec %o1
                brnz %o1, 0x8
                mulx %o0, %o2, %o0
                retl
                nop
                """);
    }

    @Test
    void aMaskedBitIsTestedByTheMask() {
        FunctionBuilder f = new FunctionBuilder("flag", 2);
        Value second = f.parameter(1);
        Block set = f.block(0);
        Block clear = f.block(0);
        Value bit = f.op(Op.AND, f.parameter(0), f.constant(64));
        f.branch(Condition.NOT_EQUAL, Width.INT, bit, f.constant(0), new Edge(set), new Edge(clear));
        f.at(set).giveBack(second);
        f.at(clear).giveBack(f.constant(0));
        assertThat(f.text()).startsWith("btst 0x40, %o0\n");
    }

    /** The shape that the package's description promises to analysers. */
    @Test
    void denseSwitchesJumpThroughATable() {
        FunctionBuilder f = new FunctionBuilder("kind", 1);
        List<Edge> targets = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            blocks.add(f.block(0));
            targets.add(new Edge(blocks.getLast()));
        }
        Block otherwise = f.block(0);
        f.select(f.parameter(0), List.of(100, 101, 102, 103, 104, 106), targets, new Edge(otherwise));
        for (Block block : blocks) {
            f.at(block).giveBack(f.constant(block.id()));
        }
        f.at(otherwise).giveBack(f.constant(-1));
        assertThat(f.text()).startsWith("""
                sub %o0, 0x64, %o2
                cmp %o2, 6
                bgu,pn %xcc, 0x54
                sethi %hi(0), %o0
                mov %o0, %o1
                sllx %o2, 2, %o0
                ld [ %o1 + %o0 ], %o0
                jmp %o0
                """);
    }

    @Test
    void aFewSparseCasesAreCompared() {
        FunctionBuilder f = new FunctionBuilder("sparse", 1);
        Block hit = f.block(0);
        Block miss = f.block(0);
        f.select(f.parameter(0), List.of(-70000, 4000), List.of(new Edge(hit), new Edge(hit)), new Edge(miss));
        f.at(hit).giveBack(f.constant(1));
        f.at(miss).giveBack(f.constant(0));
        assertThat(f.text()).doesNotContain("jmp %o").contains("cmp %o0, 0xfa0");
    }

    @Test
    void framesBeyondAnImmediateAreReachedThroughG1() {
        FunctionBuilder f = new FunctionBuilder("wide", 1);
        Value sum = f.parameter(0);
        for (int i = 0; i < 800; i++) {
            sum = f.op(Op.ADD, sum, f.parameter(0));
        }
        f.giveBack(sum);
        List<String> lines = f.text(Allocator.SPILL).lines().toList();
        assertThat(lines.subList(0, 3)).containsExactly("sethi %hi(0x1800), %g1", "xor %g1, -448, %g1", "save %sp, %g1, %sp");
        assertThat(lines).contains("stx %l0, [ %fp + 0x7f7 ]", "stx %l2, [ %fp + %g1 ]");
    }
}
