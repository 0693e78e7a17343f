package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Environment;
import dev.lamarck.syscalls.user.Heap;

/** The shell's variables, those of the environment among them, and the positional parameters. */
final class Variables {
    private static final class Variable {
        byte[] name;
        byte[] value;
        boolean isExported;
        Variable next;
    }

    private static Variable first;
    /** {@code $0}, then {@code $1} and so on. */
    private static Words parameters = new Words();

    /** Takes the environment over. */
    static void start(byte[] name, byte[][] arguments) {
        byte[][] environment = Environment.strings();
        for (int i = 0; i < environment.length; i++) {
            assign(environment[i]);
            export(environment[i]);
        }
        parameters = new Words();
        parameters.add(Bytes.copyOf(name));
        for (int i = 0; i < arguments.length; i++) {
            parameters.add(Bytes.copyOf(arguments[i]));
        }
    }

    static Words parameters() {
        return parameters;
    }

    /** Puts others in their place, {@code $0} among them. @return those before */
    static Words replaceParameters(Words others) {
        Words before = parameters;
        parameters = others;
        return before;
    }

    /** {@code shift}: the first parameters are gone. */
    static void shift(int count) {
        for (int i = 1; i + count < parameters.count(); i++) {
            parameters.set(i, parameters.get(i + count));
        }
        parameters.cut(Math.max(1, parameters.count() - count));
    }

    /** The length of the name that a text begins with; 0 if it begins with none. */
    static int nameLength(byte[] text, int from) {
        int at = from;
        while (at < text.length && isNamePart(text[at], at == from)) {
            at++;
        }
        return at - from;
    }

    private static boolean isNamePart(int c, boolean isFirst) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || !isFirst && c >= '0' && c <= '9';
    }

    /** Whether a word is {@code name=value}. */
    static boolean isAssignment(byte[] word) {
        int name = nameLength(word, 0);
        return name > 0 && name < word.length && word[name] == '=';
    }

    /** Carries an assignment out. */
    static void assign(byte[] assignment) {
        int name = nameLength(assignment, 0);
        if (name < assignment.length) {
            set(assignment, name, new Buffer().addRange(assignment, name + 1, assignment.length).take());
        }
    }

    /** Gives a variable, whose name are the first bytes of a text, a value, which is its own from then on. */
    static void set(byte[] text, int name, byte[] value) {
        Variable variable = find(text, 0, name);
        if (variable == null) {
            variable = new Variable();
            variable.name = new Buffer().addRange(text, 0, name).take();
            variable.next = first;
            first = variable;
        }
        Heap.free(variable.value);
        variable.value = value;
    }

    /** Has programs see a variable, whose name a text begins with. */
    static void export(byte[] text) {
        int name = nameLength(text, 0);
        if (find(text, 0, name) == null) {
            set(text, name, new byte[0]);
        }
        find(text, 0, name).isExported = true;
    }

    static void unset(byte[] name) {
        Variable before = null;
        for (Variable each = first; each != null; each = each.next) {
            if (Bytes.is(each.name, each.name.length, name)) {
                if (before == null) {
                    first = each.next;
                } else {
                    before.next = each.next;
                }
                return;
            }
            before = each;
        }
    }

    /** The value of the variable whose name is a part of a text; still the variable's; null if it has none. */
    static byte[] value(byte[] text, int from, int length) {
        Variable variable = find(text, from, length);
        return variable == null ? null : variable.value;
    }

    private static Variable find(byte[] text, int from, int length) {
        Variable each = first;
        while (each != null && !(each.name.length == length && Bytes.equal(each.name, 0, text, from, length))) {
            each = each.next;
        }
        return each;
    }

    /** What programs see: {@code name=value} of each exported variable. */
    static byte[][] environment() {
        Words all = new Words();
        for (Variable each = first; each != null; each = each.next) {
            if (each.isExported) {
                all.add(new Buffer().addAll(each.name).add('=').addAll(each.value).take());
            }
        }
        return all.from(0);
    }

    private Variables() {}
}
