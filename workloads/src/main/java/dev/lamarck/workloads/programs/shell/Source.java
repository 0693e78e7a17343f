package dev.lamarck.workloads.programs.shell;

import dev.lamarck.syscalls.user.Input;
import dev.lamarck.syscalls.user.Output;

/** What a shell reads its commands from, byte by byte: a text, or a descriptor line by line, with prompts if somebody types there. */
final class Source {
    static final int END = -1;
    private static final int MAX_LINE = 4096;

    private final Input input;
    private final boolean prompts;
    private byte[] line;
    private int length;
    private int at;
    private int number = 1;
    private boolean isOver;
    private boolean isContinued;
    private boolean isInterrupted;

    private Source(Input input, boolean prompts, byte[] line, int length) {
        this.input = input;
        this.prompts = prompts;
        this.line = line;
        this.length = length;
    }

    static Source of(byte[] text) {
        return new Source(null, false, text, text.length);
    }

    static Source ofDescriptor(int descriptor, boolean prompts) {
        return new Source(new Input(descriptor), prompts, new byte[MAX_LINE + 1], 0);
    }

    /** A new command begins: its first line has the first prompt. What was interrupted is forgotten. */
    void begin() {
        isContinued = false;
        if (isInterrupted) {
            at = length;
            isInterrupted = false;
        }
    }

    /** The next byte without taking it, {@link #END} at the end, which an interrupt is too for the command at hand. */
    int peek() {
        while (at == length && !isOver && !isInterrupted) {
            fill();
        }
        return at == length || isInterrupted ? END : line[at] & 0xFF;
    }

    int next() {
        int next = peek();
        if (next != END) {
            at++;
            number += next == '\n' ? 1 : 0;
        }
        return next;
    }

    private void fill() {
        if (input == null) {
            isOver = true;
            return;
        }
        if (prompts) {
            Output.STANDARD.text(isContinued ? "> " : "$ ").flush();
        }
        isContinued = true;
        int read = input.line(line, MAX_LINE);
        at = 0;
        length = 0;
        if (read >= 0) {
            length = read;
            line[length++] = '\n';
        } else if (read == Input.INTERRUPTED) {
            isInterrupted = true;
        } else {
            isOver = true;
        }
    }

    /** The rest of the line is not read. */
    void skipLine() {
        while (peek() != END && next() != '\n') {
            continue;
        }
    }

    /** Whether the source itself is at its end, as against a command that was interrupted. */
    boolean isOver() {
        return isOver && at == length;
    }

    boolean isInterrupted() {
        return isInterrupted;
    }

    boolean isTyped() {
        return prompts;
    }

    int line() {
        return number;
    }
}
