package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** One of the utilities: its name, and what it does. */
abstract class Utility {
    final String name;

    Utility(String name) {
        this.name = name;
    }

    /** @return the exit status */
    abstract int run(byte[][] words);

    /** Tells that something is wrong with a file. @return 1 */
    final int complain(byte[] about, int error) {
        Output.STANDARD.flush();
        Output.ERROR.text(name).text(": ").bytes(about, 0, about.length).text(": ").text(ErrorText.of(error)).line();
        return 1;
    }

    /** Tells how it is used. @return 2 */
    final int usage(String how) {
        Output.ERROR.text("usage: ").text(name).text(" ").text(how).line();
        return 2;
    }

    /** Whether a word asks for options, and these letters alone. */
    static boolean isOption(byte[] word) {
        return word.length > 1 && word[0] == '-';
    }

    /** How many words from the first on are options; they are asked for by {@link #has}. */
    static int options(byte[][] words) {
        int count = 0;
        while (count < words.length && isOption(words[count])) {
            count++;
        }
        return count;
    }

    /** Whether a letter is among the options. */
    static boolean has(byte[][] words, int letter) {
        boolean has = false;
        for (int i = 0; i < options(words); i++) {
            has |= Bytes.indexOf(words[i], 1, words[i].length, letter) < words[i].length;
        }
        return has;
    }

    /** A number that an option's own word or the next gives, {@code -n 5}, {@code -n5} or {@code -5}; another without. */
    static long optionNumber(byte[][] words, long otherwise) {
        if (words.length == 0 || !isOption(words[0])) {
            return otherwise;
        }
        boolean isNamed = words[0][1] == 'n';
        if (isNamed && words[0].length == 2) {
            return words.length > 1 ? number(words[1]) : -1;
        }
        return Bytes.number(words[0], isNamed ? 2 : 1, words[0].length, 10);
    }

    /** How many words {@link #optionNumber} has used up. */
    static int optionWords(byte[][] words) {
        return words.length == 0 || !isOption(words[0]) ? 0 : words[0].length == 2 && words[0][1] == 'n' ? 2 : 1;
    }

    static long number(byte[] word) {
        return Bytes.number(word, 0, word.length, 10);
    }

    /** Opens a file to read; {@code -} is the standard input. */
    static int open(byte[] path) {
        return path.length == 1 && path[0] == '-' ? 0 : Posix.open(path, 0, 0);
    }

    static void close(int descriptor) {
        if (descriptor > 2) {
            Posix.close(descriptor);
        }
    }

    /** A path in a directory, with the last part of another. */
    static byte[] in(byte[] directory, byte[] path) {
        int from = 0;
        for (int i = 0; i + 1 < path.length; i++) {
            from = path[i] == '/' ? i + 1 : from;
        }
        byte[] joined = new byte[directory.length + 1 + path.length - from];
        int at = Bytes.appendByte(joined, Bytes.append(joined, 0, directory), '/');
        Bytes.copy(path, from, joined, at, path.length - from);
        return joined;
    }

    static boolean is(byte[] word, String text) {
        return Bytes.is(word, word.length, Text.bytes(text));
    }
}
