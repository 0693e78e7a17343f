package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** The JVM's local variables and operand stack at one point of the translation. A long takes one entry on the stack here. */
final class Frame {
    private final Value[] locals;
    private final List<Value> stack;

    Frame(int maxLocals) {
        this(new Value[maxLocals], new ArrayList<>());
    }

    private Frame(Value[] locals, List<Value> stack) {
        this.locals = locals;
        this.stack = stack;
    }

    Value local(int slot) {
        return locals[slot];
    }

    void local(int slot, Value value) {
        locals[slot] = value;
    }

    /** From the bottom. */
    List<Value> stack() {
        return stack;
    }

    void push(Value value) {
        stack.add(value);
    }

    Value pop() {
        return stack.removeLast();
    }

    /** The last {@code count} values pushed, first pushed first, popped. */
    List<Value> pop(int count) {
        List<Value> top = stack.subList(stack.size() - count, stack.size());
        List<Value> result = List.copyOf(top);
        top.clear();
        return result;
    }

    /** How many entries make two words: one long, or two others. */
    int entriesOfTwoWords(int depth) {
        return stack.get(stack.size() - 1 - depth).type() == Type.LONG ? 1 : 2;
    }

    /** Copies the top {@code count} entries below the {@code below} entries under them. */
    void duplicate(int count, int below) {
        List<Value> copy = List.copyOf(stack.subList(stack.size() - count, stack.size()));
        stack.addAll(stack.size() - count - below, copy);
    }
}
