package dev.lamarck.workloads.hazard;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One interleaving, written {@code WAY:WORD:POSITION:STEP}.
 *
 * @param word     of the subject, from 0: where the splice goes
 * @param position how many instructions of its call the victim has executed when it loses the processor
 * @param step     how many steps the writer has made when it loses it
 */
public record Schedule(Way way, int word, int position, int step) {
    private static final Pattern FORM = Pattern.compile("([a-z-]+):(\\d{1,4}):(\\d{1,4}):(\\d{1,4})");

    /** The schedule that a text names, if it has the form. */
    public static Optional<Schedule> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Way.labelled(form.group(1)).map(way -> new Schedule(way, Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3)),
                Integer.parseInt(form.group(4))));
    }

    @Override
    public String toString() {
        return way.label + ":" + word + ":" + position + ":" + step;
    }
}
