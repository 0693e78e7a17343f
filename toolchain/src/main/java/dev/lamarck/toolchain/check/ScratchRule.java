package dev.lamarck.toolchain.check;

import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.StaticTypes;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.ir.Value;
import java.util.List;

/** References to {@code @Scratch} objects stay in locals and {@code @Scratch} objects: the arena's release frees them all. */
final class ScratchRule {
    private final StaticTypes types;
    private final ClassStore store;
    private final List<Finding> findings;

    private ScratchRule(StaticTypes types, ClassStore store, List<Finding> findings) {
        this.types = types;
        this.store = store;
        this.findings = findings;
    }

    static void check(Function function, StaticTypes types, ClassStore store, List<Finding> findings) {
        ScratchRule rule = new ScratchRule(types, store, findings);
        for (Block block : function.blocks()) {
            block.instructions().forEach(rule::check);
        }
    }

    private void check(Value value) {
        switch (value.op()) {
            case STORE_STATIC -> store(value, value.operand(0), false);
            case STORE_FIELD -> store(value, value.operand(1), isScratch(TypeRef.ofClass(((FieldRef) value.detail()).owner())));
            case STORE_ELEMENT -> store(value, value.operand(2), isScratch(types.of(value.operand(0))));
            default -> { }
        }
    }

    private void store(Value value, Value stored, boolean intoScratch) {
        if (!intoScratch && isScratch(types.of(stored))) {
            findings.add(new Finding(Rule.SCRATCH, value.position().line(),
                "a reference to a @Scratch object is stored in " + (value.detail() instanceof FieldRef field ? field : "an array")));
        }
    }

    private boolean isScratch(TypeRef type) {
        TypeRef element = type;
        while (element.isArray()) {
            element = new TypeRef(element.element());
        }
        return element.descriptor().startsWith("L") && store.find(element.className()).filter(c -> c.isScratch()).isPresent();
    }
}
