package dev.lamarck.toolchain.ir;

import java.util.ArrayList;
import java.util.List;

/** A basic block: parameters, instructions, end. Passes edit the lists in place. */
public final class Block {
    private final int id;
    private final List<Value> parameters = new ArrayList<>();
    private final List<Value> instructions = new ArrayList<>();
    private Terminator terminator;
    private boolean unlikely;

    Block(int id) {
        this.id = id;
    }

    public int id() {
        return id;
    }

    public List<Value> parameters() {
        return parameters;
    }

    public List<Value> instructions() {
        return instructions;
    }

    /** Null only while the block is being built. */
    public Terminator terminator() {
        return terminator;
    }

    public void terminator(Terminator terminator) {
        this.terminator = terminator;
    }

    /** Whether the block leads only to traps: it is laid out last. */
    public boolean unlikely() {
        return unlikely;
    }

    public void unlikely(boolean unlikely) {
        this.unlikely = unlikely;
    }

    @Override
    public String toString() {
        return "b" + id;
    }
}
