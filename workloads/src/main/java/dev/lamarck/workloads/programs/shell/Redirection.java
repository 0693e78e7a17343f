package dev.lamarck.workloads.programs.shell;

/** Of a command: a descriptor and what it is to be. In order, by {@link #next}. */
final class Redirection {
    static final int INPUT = 0;
    static final int OUTPUT = 1;
    static final int APPEND = 2;
    /** {@code >&} and {@code <&}: as another descriptor, or {@code -} for closed. */
    static final int DUPLICATE = 3;
    /** The text is in the script. */
    static final int HERE = 4;

    final int kind;
    final int descriptor;
    /** A name or number to be expanded; a here-document's end. */
    byte[] word;
    /** Of a here-document, and whether it is taken as it is. */
    byte[] text;
    boolean isLiteral;
    boolean stripsTabs;
    Redirection next;

    Redirection(int kind, int descriptor) {
        this.kind = kind;
        this.descriptor = descriptor;
    }
}
