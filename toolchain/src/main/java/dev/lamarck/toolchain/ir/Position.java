package dev.lamarck.toolchain.ir;

/**
 * Where an instruction comes from: a line of a method, and, where that method was inlined, the position of the call. Source of line
 * table, inlining table and messages; a rewritten instruction keeps the position of what it replaces.
 */
public record Position(SourceMethod method, int line, Position caller) {
    /** This position, in code inlined at a call. */
    public Position inlinedAt(Position call) {
        return new Position(method, line, caller == null ? call : caller.inlinedAt(call));
    }

    @Override
    public String toString() {
        return method.file() + ":" + line + (caller == null ? "" : " in " + caller);
    }
}
