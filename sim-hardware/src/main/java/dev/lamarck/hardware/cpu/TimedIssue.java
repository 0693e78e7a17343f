package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.TimingParameters;
import dev.lamarck.hardware.translate.IssueModel;
import java.nio.ByteBuffer;

/** How instructions issue, for translation: by the interpreter's own tables. */
final class TimedIssue implements IssueModel {
    private final IssueRules rules;
    private final IssueSteps steps;

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
        return steps.step(group, rules.of(at -> ByteBuffer.wrap(page).getInt(at), word * Integer.BYTES));
    }
}
