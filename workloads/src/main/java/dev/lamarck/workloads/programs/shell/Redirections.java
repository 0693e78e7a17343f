package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;

/** Carries redirections out: for good in a child, or for one command in the shell itself, which has its own descriptors back after it. */
final class Redirections {
    private static final int MAX_SAVED = 10;
    private static final int FIRST_PRIVATE = 10;
    /** For a descriptor that was closed before. */
    private static final int WAS_CLOSED = -1;
    private static final int NOT_SAVED = -2;

    private static final int CREATE = 0x200;
    private static final int TRUNCATE = 0x400;
    private static final int APPEND = 0x8;
    private static final int WRITE_ONLY = 1;
    private static final int PERMISSIONS = 0x1B6;
    private static final int ENOENT = -2;

    private final int[] saved = new int[MAX_SAVED];

    private Redirections() {
        for (int i = 0; i < MAX_SAVED; i++) {
            saved[i] = NOT_SAVED;
        }
    }

    /** For one command. @return what {@link #undo} needs */
    static Redirections save(Redirection first) {
        flush();
        Redirections before = new Redirections();
        for (Redirection each = first; each != null; each = each.next) {
            if (before.saved[each.descriptor] == NOT_SAVED) {
                int copy = Posix.duplicateFrom(each.descriptor, FIRST_PRIVATE);
                before.saved[each.descriptor] = copy < 0 ? WAS_CLOSED : copy;
            }
        }
        return before;
    }

    void undo() {
        flush();
        for (int i = 0; i < MAX_SAVED; i++) {
            if (saved[i] == WAS_CLOSED) {
                Posix.close(i);
            } else if (saved[i] != NOT_SAVED) {
                Posix.duplicate(saved[i], i);
                Posix.close(saved[i]);
            }
        }
        Heap.free(saved);
        Heap.free(this);
    }

    static void flush() {
        Output.STANDARD.flush();
        Output.ERROR.flush();
    }

    /** In order. @return whether all could be; if not, why has been told */
    static boolean apply(Redirection first) {
        for (Redirection each = first; each != null; each = each.next) {
            byte[] word = each.kind == Redirection.HERE ? null : Expansion.text(each.word);
            boolean isDone = each.kind == Redirection.DUPLICATE ? duplicate(each, word)
                    : each.kind == Redirection.HERE ? put(document(each), each.descriptor, each.word) : put(open(each.kind, word), each.descriptor, word);
            Heap.free(word);
            if (!isDone) {
                return false;
            }
        }
        return true;
    }

    private static int open(int kind, byte[] name) {
        if (kind == Redirection.INPUT) {
            return Posix.open(name, 0, 0);
        }
        return Posix.open(name, WRITE_ONLY | CREATE | (kind == Redirection.APPEND ? APPEND : TRUNCATE), PERMISSIONS);
    }

    private static boolean put(int from, int to, byte[] name) {
        if (from < 0) {
            Shell.complain(name, from == ENOENT ? "no such file" : "cannot be opened");
            return false;
        }
        if (from != to) {
            Posix.duplicate(from, to);
            Posix.close(from);
        }
        return true;
    }

    private static boolean duplicate(Redirection redirection, byte[] word) {
        if (word.length == 1 && word[0] == '-') {
            Posix.close(redirection.descriptor);
            return true;
        }
        long from = Bytes.number(word, 0, word.length, 10);
        if (from < 0 || Posix.duplicate((int) from, redirection.descriptor) < 0) {
            Shell.complain(word, "not an open descriptor");
            return false;
        }
        return true;
    }

    /** A here-document's text goes through a file that has no name any more when it is read. */
    private static int document(Redirection here) {
        byte[] text = here.isLiteral ? Bytes.copyOf(here.text) : Expansion.document(here.text);
        byte[] name = new Buffer().text("/tmp/here.").decimal(Posix.processNumber()).take();
        int writing = Posix.open(name, WRITE_ONLY | CREATE | TRUNCATE, PERMISSIONS);
        int at = 0;
        long n = writing < 0 ? -1 : 1;
        while (n > 0 && at < text.length) {
            n = Posix.write(writing, text, at, text.length - at);
            at += (int) n;
        }
        Posix.close(writing);
        int reading = n > 0 ? Posix.open(name, 0, 0) : -1;
        Posix.unlink(name);
        Heap.free(name);
        Heap.free(text);
        return reading;
    }
}
