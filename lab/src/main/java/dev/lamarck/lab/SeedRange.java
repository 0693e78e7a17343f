package dev.lamarck.lab;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seeds {@code A..B}, both ends included; {@code A} alone is one. */
public record SeedRange(long first, long last) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(?:\\.\\.(\\d{1,15}))?");

    /** From its written form; what is wrong with it is the exception's message. */
    public static SeedRange parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no range of seeds: write 1..20");
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
        if (last < first || last - first >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("'" + text + "' holds no seed: write the lesser first");
        }
        return new SeedRange(first, last);
    }

    public int count() {
        return Math.toIntExact(last - first + 1);
    }
}
