package dev.lamarck.workloads.programs.utilities;

/** What a utility says of a call's error number. */
final class ErrorText {
    private static final int[] NUMBERS = {-1, -2, -3, -5, -13, -17, -18, -20, -21, -22, -26, -28, -30, -40, -66};
    private static final String[] TEXTS = {"not permitted", "no such file or directory", "no such process", "input or output error", "permission denied", "exists",
        "on another file system", "not a directory", "is a directory", "not possible", "in use", "no space left", "read-only", "too many links", "directory not empty"};

    static String of(int error) {
        for (int i = 0; i < NUMBERS.length; i++) {
            if (NUMBERS[i] == error) {
                return TEXTS[i];
            }
        }
        return "failed";
    }

    private ErrorText() {}
}
