package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.toolchain.magic.MaxDepth;

/** Commands that were given a name (POSIX.1, 2.9.5). A body is held by its definition and by each call that runs it. */
final class Functions {
    private static final class Function {
        byte[] name;
        Node body;
        Function next;
    }

    /** A variable's value before {@code local} hid it; null if it had none. */
    private static final class Hidden {
        byte[] name;
        byte[] value;
        Hidden next;
    }

    private static Function first;
    /** Of the call that runs, and how many calls deep it is. */
    private static Hidden hidden;
    private static int depth;

    static void define(byte[] name, Node body) {
        Function function = find(name);
        if (function == null) {
            function = new Function();
            function.name = Bytes.copyOf(name);
            function.next = first;
            first = function;
        } else {
            function.body.free();
        }
        function.body = body.hold();
    }

    /** {@code unset -f}. */
    static void forget(byte[] name) {
        Function before = null;
        for (Function each = first; each != null; each = each.next) {
            if (Bytes.is(each.name, each.name.length, name)) {
                if (before == null) {
                    first = each.next;
                } else {
                    before.next = each.next;
                }
                each.body.free();
                Heap.free(each.name);
                Heap.free(each);
                return;
            }
            before = each;
        }
    }

    static boolean isDefined(byte[] name) {
        return find(name) != null;
    }

    private static Function find(byte[] name) {
        Function each = first;
        while (each != null && !Bytes.is(each.name, each.name.length, name)) {
            each = each.next;
        }
        return each;
    }

    /** Whether one runs. */
    static boolean isRunning() {
        return depth > 0;
    }

    /** Runs the function that the first word names, with the others as its parameters; its status. */
    @MaxDepth(Node.DEEPEST)
    static int call(byte[][] words) {
        Node body = find(words[0]).body.hold();
        Words own = new Words();
        own.add(Bytes.copyOf(Variables.parameters().get(0)));
        for (int i = 1; i < words.length; i++) {
            own.add(Bytes.copyOf(words[i]));
        }
        Words before = Variables.replaceParameters(own);
        Hidden outer = hidden;
        hidden = null;
        depth++;
        int result = Execution.body(body);
        depth--;
        reveal();
        hidden = outer;
        Variables.replaceParameters(before);
        own.free();
        body.free();
        return result;
    }

    /** {@code local}: variables that have their values back when the function returns. */
    static int local(byte[][] words) {
        if (!isRunning()) {
            Shell.complain(words[0], "not in a function");
            return 1;
        }
        for (int i = 1; i < words.length; i++) {
            int length = Variables.nameLength(words[i], 0);
            byte[] value = Variables.value(words[i], 0, length);
            Hidden one = new Hidden();
            one.name = new Buffer().addRange(words[i], 0, length).take();
            one.value = value == null ? null : Bytes.copyOf(value);
            one.next = hidden;
            hidden = one;
            Variables.assign(words[i]);
        }
        return 0;
    }

    private static void reveal() {
        for (Hidden each = hidden; each != null;) {
            Hidden following = each.next;
            if (each.value == null) {
                Variables.unset(each.name);
            } else {
                Variables.set(each.name, each.name.length, each.value);
            }
            Heap.free(each.name);
            Heap.free(each);
            each = following;
        }
    }

    private Functions() {}
}
