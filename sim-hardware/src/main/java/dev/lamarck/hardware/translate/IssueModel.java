package dev.lamarck.hardware.translate;

/**
 * How many cycles instructions issue in. What was before an instruction matters as far as it is in the issue group, a number from 0 to 15; the
 * same numbers as the interpreter's.
 */
public interface IssueModel {
    /** Functional mode: each instruction takes one cycle. */
    static IssueModel oneCycle(int ended) {
        return new IssueModel() {
            @Override
            public int looksBack() {
                return 0;
            }

            @Override
            public int ended() {
                return ended;
            }

            @Override
            public int group(int group, byte[] page, int word) {
                return ended;
            }

            @Override
            public int cycles(int group, byte[] page, int word) {
                return 1;
            }
        };
    }

    /** How many words before an instruction in its I-cache line decide how it issues. */
    int looksBack();

    /** The group after a transfer of control: nothing joins it. */
    int ended();

    /** The group after the instruction at a word of a page. */
    int group(int group, byte[] page, int word);

    /** The cycles that it takes to issue. */
    int cycles(int group, byte[] page, int word);
}
