package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Cfg;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Effect;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.residual.Folding.Knowledge;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a loop that is entered with constants of the program is worth unrolling: there is a test that leaves it which compares something
 * static with nothing but what is computed from such constants. (The counter alone is no reason, or every counted loop of the source would unroll.)
 */
final class LoopControl {
    private final Cfg cfg;
    private final Block header;
    private final Knowledge outside;
    private final Set<Value> computed = new HashSet<>();

    private LoopControl(Cfg cfg, Block header, Knowledge outside) {
        this.cfg = cfg;
        this.header = header;
        this.outside = outside;
    }

    /** {@code entry} leads to the loop's header, with arguments that are known from {@code outside} or not. */
    static boolean isStatic(Cfg cfg, Edge entry, Knowledge outside) {
        LoopControl control = new LoopControl(cfg, entry.target(), outside);
        List<Value> parameters = entry.target().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (outside.of(entry.arguments().get(i)).isPresent()) {
                control.computed.add(parameters.get(i));
            }
        }
        control.compute();
        return control.loop().stream().map(Block::terminator).anyMatch(control::leavesOnStatic);
    }

    private List<Block> loop() {
        return cfg.order().stream().filter(b -> cfg.dominates(header, b) && reachesHeader(b)).toList();
    }

    private boolean reachesHeader(Block block) {
        return block == header || cfg.loopDepth(block) > cfg.loopDepth(header)
            || cfg.loopDepth(block) == cfg.loopDepth(header) && cfg.loopHeader(block) == header;
    }

    /** One step forwards is enough for tests and steps of counters; what comes round is checked by widening. */
    private void compute() {
        for (Block block : loop()) {
            for (Value value : block.instructions()) {
                if (value.op().effect() == Effect.PURE && !value.operands().isEmpty() && value.operands().stream().allMatch(this::isStatic)) {
                    computed.add(value);
                }
            }
        }
    }

    private boolean isStatic(Value value) {
        return computed.contains(value) || outside.of(value).isPresent();
    }

    private boolean leavesOnStatic(Terminator end) {
        boolean leaves = end.edges().stream().anyMatch(e -> !loop().contains(e.target()));
        return leaves && !end.operands().isEmpty() && end.operands().stream().allMatch(this::isStatic)
            && end.operands().stream().anyMatch(computed::contains) && end.operands().stream().anyMatch(this::steers);
    }

    private boolean steers(Value value) {
        boolean direct = outside.of(value).filter(Abstract.Known::steers).isPresent();
        return direct || computed.contains(value) && value.operands().stream().anyMatch(this::steers);
    }
}
