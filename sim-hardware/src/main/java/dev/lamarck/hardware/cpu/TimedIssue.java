package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.TimingParameters;
import dev.lamarck.hardware.translate.IssueModel;
import java.nio.ByteBuffer;
import java.util.BitSet;

/** How instructions issue, for translation: by the interpreter's own tables. */
final class TimedIssue implements IssueModel {
    private final IssueRules rules;
    private final IssueSteps steps;
    /** The page last asked about, and the rules of its words that are known. */
    private byte[] page;
    private final byte[] known = new byte[CodePages.WORDS];
    private final BitSet isKnown = new BitSet(CodePages.WORDS);

    TimedIssue(TimingParameters parameters) {
        rules = new IssueRules(parameters.issueWidth());
        steps = new IssueSteps(parameters);
    }

    @Override
    public int looksBack() {
        return IssueRules.LOADED;
    }

    @Override
    public int ended() {
        return IssueSteps.ENDED;
    }

    @Override
    public int group(int group, byte[] page, int word) {
        return IssueSteps.group(step(group, page, word));
    }

    @Override
    public int cycles(int group, byte[] page, int word) {
        return IssueSteps.cycles(step(group, page, word));
    }

    private int step(int group, byte[] page, int word) {
        return steps.step(group, rule(page, word));
    }

    /** A word is asked about again and again. */
    private byte rule(byte[] asked, int word) {
        if (asked != page) {
            page = asked;
            isKnown.clear();
        }
        if (!isKnown.get(word)) {
            known[word] = rules.of(at -> ByteBuffer.wrap(asked).getInt(at), word * Integer.BYTES);
            isKnown.set(word);
        }
        return known[word];
    }
}
