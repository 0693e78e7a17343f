package dev.lamarck.toolchain.ir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A loop in a loop, with an exit from the inner one. */
class CfgTest {
    private final Function function = new Function(new SourceMethod(new MethodRef("A", "f", "()V"), "a_f", "A.java", 1), false);
    private final Emitter emitter = new Emitter(function);
    private final Block entry = function.newBlock();
    private final Block outer = function.newBlock();
    private final Block inner = function.newBlock();
    private final Block body = function.newBlock();
    private final Block latch = function.newBlock();
    private final Block exit = function.newBlock();
    private final Cfg cfg;

    CfgTest() {
        emitter.begin(entry);
        Value zero = emitter.constant(Type.INT, 0);
        emitter.jump(new Edge(outer));
        branch(outer, zero, inner, exit);
        branch(inner, zero, body, latch);
        branch(body, zero, inner, exit);
        emitter.begin(latch);
        emitter.jump(new Edge(outer));
        emitter.begin(exit);
        emitter.end(new Terminator.Return(null, null));
        cfg = new Cfg(function);
    }

    private void branch(Block from, Value value, Block then, Block otherwise) {
        emitter.begin(from);
        emitter.branch(Condition.EQUAL, Width.INT, value, value, new Edge(then), new Edge(otherwise));
    }

    @Test
    void reversePostorderPutsABlockBehindWhatDominatesIt() {
        assertThat(cfg.order()).hasSize(6).startsWith(entry, outer);
        assertThat(cfg.order().indexOf(inner)).isLessThan(cfg.order().indexOf(body));
    }

    @Test
    void dominators() {
        assertThat(cfg.immediateDominator(exit)).isEqualTo(outer);
        assertThat(cfg.immediateDominator(latch)).isEqualTo(inner);
        assertThat(cfg.immediateDominator(entry)).isNull();
        assertThat(cfg.dominates(inner, body)).isTrue();
        assertThat(cfg.dominates(body, exit)).isFalse();
    }

    @Test
    void loopsNest() {
        assertThat(cfg.loopDepth(body)).isEqualTo(2);
        assertThat(cfg.loopHeader(body)).isEqualTo(inner);
        assertThat(cfg.loopDepth(latch)).isEqualTo(1);
        assertThat(cfg.loopHeader(latch)).isEqualTo(outer);
        assertThat(cfg.loopDepth(exit)).isZero();
        assertThat(cfg.frequency(body)).isGreaterThan(cfg.frequency(latch));
    }
}
