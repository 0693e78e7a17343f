package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.FileStatus;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.SignalCounter;
import dev.lamarck.syscalls.user.SignalNames;
import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.Text;

/**
 * {@code sh}: reads commands from its standard input, with prompts and job control if that is a terminal; {@code sh -c TEXT [NAME ARGUMENT…]}; {@code sh FILE
 * [ARGUMENT…]}.
 */
public final class Shell {
    static final int NOT_FOUND = 127;
    static final int NOT_EXECUTABLE = 126;
    private static final int BAD_SYNTAX = 2;
    /** The device's number. */
    private static final long CONSOLE = 0x501;

    /** Of the last command; of the last one that was substituted. */
    static int status;
    static int substituted;
    /** Where the command stands that runs. */
    static int line;
    private static int number;
    /** Whether what was expanded last makes no sense. */
    private static boolean hasFailed;
    /** How many interrupts have been dealt with. */
    private static int interrupts;
    private static boolean isTyped;

    public static void main(String[] args) {
        number = Posix.processNumber();
        byte[][] words = new byte[args.length][];
        for (int i = 0; i < args.length; i++) {
            words[i] = Text.bytes(args[i]);
        }
        boolean hasText = words.length >= 2 && Builtins.is(words[0], "-c");
        boolean hasFile = !hasText && words.length >= 1;
        int named = hasText ? 2 : 0;
        Variables.start(named < words.length ? words[named] : Text.bytes("sh"), rest(words, named + 1));
        if (hasText) {
            exit(runText(Bytes.copyOf(words[1])));
        }
        exit(hasFile ? runFile(words[0]) : runInput());
    }

    private static byte[][] rest(byte[][] words, int from) {
        byte[][] rest = new byte[Math.max(0, words.length - from)][];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = words[from + i];
        }
        return rest;
    }

    private static int runInput() {
        isTyped = isConsole();
        if (Posix.isTerminal(0)) {
            Jobs.control();
        }
        return runAll(Source.ofDescriptor(0, isTyped));
    }

    /** Who talks through the console sees prompts, even if it is a stream. */
    private static boolean isConsole() {
        FileStatus input = new FileStatus();
        boolean isConsole = input.ofDescriptor(0) && input.device() == CONSOLE;
        input.free();
        return isConsole;
    }

    /** Runs a text, which is freed; the last command's status. */
    @MaxDepth(Node.DEEPEST)
    static int runText(byte[] text) {
        int result = runAll(Source.of(text));
        Heap.free(text);
        return result;
    }

    /** Runs a file's commands here. */
    @MaxDepth(Node.DEEPEST)
    static int runFile(byte[] path) {
        int file = Posix.open(path, 0, 0);
        int descriptor = file < 0 ? file : Posix.duplicateFrom(file, 10);
        if (descriptor < 0) {
            complain(path, "cannot be read");
            return NOT_FOUND;
        }
        Posix.close(file);
        int result = runAll(Source.ofDescriptor(descriptor, false));
        Posix.close(descriptor);
        return result;
    }

    @MaxDepth(Node.DEEPEST)
    private static int runAll(Source source) {
        Lexer lexer = new Lexer(source);
        Parser parser = new Parser(lexer);
        int result = 0;
        boolean isOver = false;
        while (!isOver) {
            if (source.isTyped()) {
                forgetInterrupts();
                Jobs.review();
            }
            source.begin();
            Node node = parser.isAtEnd() ? null : parser.line();
            if (source.isInterrupted()) {
                Output.STANDARD.line();
                lexer.reset();
                status = Posix.SIGNALLED + SignalNames.INT;
            } else if (parser.hasFailed()) {
                status = BAD_SYNTAX;
                result = status;
                isOver = !source.isTyped();
                source.skipLine();
                lexer.reset();
            } else if (node != null) {
                result = runCommand(node);
            } else {
                isOver = source.isOver();
            }
            isOver |= !source.isTyped() && (isInterrupted() || Execution.isReturning());
        }
        if (source.isTyped()) {
            Output.STANDARD.line();
        }
        lexer.free();
        Heap.free(parser);
        return result;
    }

    @MaxDepth(Node.DEEPEST)
    private static int runCommand(Node node) {
        Execution.begin();
        int result = Execution.run(node);
        node.free();
        return result;
    }

    /** In a child: nobody types for it. */
    static void forked() {
        isTyped = false;
        forgetInterrupts();
        Traps.forked();
    }

    /** The shell's process, its children's too. */
    static int number() {
        return number;
    }

    /** Whether Ctrl-C has come since the command was typed. */
    static boolean isInterrupted() {
        return SignalCounter.received() != interrupts;
    }

    private static void forgetInterrupts() {
        interrupts = SignalCounter.received();
    }

    /** A command's words are about to be expanded. */
    static void begin() {
        hasFailed = false;
    }

    static void fail() {
        hasFailed = true;
    }

    /** The status of a command whose words make no sense; a variable that must be set and is not ends a shell for which nobody types. */
    @MaxDepth(Node.DEEPEST)
    static int failure() {
        if (Options.refusesUnset() && !isTyped) {
            exit(BAD_SYNTAX);
        }
        return 1;
    }

    /** Ends the shell, once what was trapped for its end has run. */
    @MaxDepth(Node.DEEPEST)
    static void exit(int code) {
        byte[] last = Traps.takeExit();
        if (last != null) {
            status = code;
            runText(last);
        }
        Exit.now(code);
    }

    static boolean hasFailed() {
        return hasFailed;
    }

    static void complain(byte[] who, String what) {
        Output.ERROR.text("sh: ");
        if (!isTyped) {
            Output.ERROR.text("line ").decimal(line).text(": ");
        }
        Output.ERROR.bytes(who, 0, who.length).text(": ").text(what).line();
    }

    private Shell() {}
}
