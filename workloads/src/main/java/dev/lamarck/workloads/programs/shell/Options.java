package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Output;

/** {@code set}: options, and the positional parameters. */
final class Options {
    /** {@code -e}: a command that fails where nobody looks ends the shell. */
    private static boolean exitsOnFailure;
    /** {@code -u}: who uses a variable that is not set is wrong. */
    private static boolean refusesUnset;
    /** {@code -f}: no words become files' names. */
    private static boolean leavesPatterns;
    /** {@code -x}: commands are shown before they run. */
    private static boolean tells;

    static boolean exitsOnFailure() {
        return exitsOnFailure;
    }

    static boolean refusesUnset() {
        return refusesUnset;
    }

    static boolean leavesPatterns() {
        return leavesPatterns;
    }

    /** Shows a command's words, if that is wanted. */
    static void tell(Words words) {
        if (!tells) {
            return;
        }
        Output.ERROR.text("+");
        for (int i = 0; i < words.count(); i++) {
            Output.ERROR.text(" ").bytes(words.get(i), 0, words.get(i).length);
        }
        Output.ERROR.line();
    }

    /** Options by {@code -} and {@code +}, then parameters, if there are any or {@code --} is there. */
    static int set(byte[][] words) {
        int at = 1;
        boolean isOver = false;
        while (at < words.length && !isOver && words[at].length > 1 && (words[at][0] == '-' || words[at][0] == '+')) {
            isOver = Builtins.is(words[at], "--");
            if (!isOver && !switchAll(words[at])) {
                Shell.complain(words[at], "no such option");
                return 2;
            }
            at++;
        }
        if (isOver || at < words.length) {
            Words parameters = new Words();
            parameters.add(Bytes.copyOf(Variables.parameters().get(0)));
            for (int i = at; i < words.length; i++) {
                parameters.add(Bytes.copyOf(words[i]));
            }
            Variables.replaceParameters(parameters).free();
        }
        return 0;
    }

    private static boolean switchAll(byte[] word) {
        boolean isOn = word[0] == '-';
        for (int i = 1; i < word.length; i++) {
            switch (word[i]) {
                case 'e' -> exitsOnFailure = isOn;
                case 'u' -> refusesUnset = isOn;
                case 'f' -> leavesPatterns = isOn;
                case 'x' -> tells = isOn;
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    private Options() {}
}
