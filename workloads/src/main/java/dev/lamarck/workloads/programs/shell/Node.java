package dev.lamarck.workloads.programs.shell;

import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.toolchain.magic.MaxDepth;

/** A command as the parser found it: what kind, its parts, its words as they were written, its redirections. */
final class Node {
    static final int SIMPLE = 0;
    static final int PIPE = 1;
    static final int AND = 2;
    static final int OR = 3;
    static final int SEQUENCE = 4;
    static final int BACKGROUND = 5;
    static final int NOT = 6;
    /** Condition, then, else. */
    static final int IF = 7;
    static final int WHILE = 8;
    static final int UNTIL = 9;
    static final int FOR = 10;
    /** A word, and its {@link #ITEM}s one behind the other. */
    static final int CASE = 11;
    static final int ITEM = 12;
    static final int SUBSHELL = 13;
    static final int GROUP = 14;
    /** A name and the command that it will stand for. */
    static final int FUNCTION = 15;

    static final int DEEPEST = 64;

    final int kind;
    final int line;
    Words words;
    byte[] name;
    Node first;
    Node second;
    Node third;
    Redirection redirections;
    /** Besides the tree it is in, who holds it. */
    private int holders;

    Node(int kind, int line) {
        this.kind = kind;
        this.line = line;
    }

    static Node of(int kind, int line, Node first, Node second) {
        Node node = new Node(kind, line);
        node.first = first;
        node.second = second;
        return node;
    }

    void redirect(Redirection last) {
        if (redirections == null) {
            redirections = last;
            return;
        }
        Redirection each = redirections;
        while (each.next != null) {
            each = each.next;
        }
        each.next = last;
    }

    /** Somebody else has it too, and will free it. */
    Node hold() {
        holders++;
        return this;
    }

    @MaxDepth(DEEPEST)
    void free() {
        if (holders-- > 0) {
            return;
        }
        freeChild(first);
        freeChild(second);
        freeChild(third);
        if (words != null) {
            words.free();
        }
        Heap.free(name);
        for (Redirection each = redirections; each != null;) {
            Redirection following = each.next;
            Heap.free(each.word);
            Heap.free(each.text);
            Heap.free(each);
            each = following;
        }
        Heap.free(this);
    }

    @MaxDepth(DEEPEST)
    private static void freeChild(Node child) {
        if (child != null) {
            child.free();
        }
    }
}
