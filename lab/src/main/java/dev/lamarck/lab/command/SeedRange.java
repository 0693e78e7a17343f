package dev.lamarck.lab.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Seeds {@code A..B}, both ends included; {@code A} alone is one. */
record SeedRange(long first, long last) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(?:\\.\\.(\\d{1,15}))?");

    int count() {
        return Math.toIntExact(last - first + 1);
    }

    /** From the command line. */
    static final class Converter implements ITypeConverter<SeedRange> {
        @Override
        public SeedRange convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is no range of seeds: write 1..20");
            }
            long first = Long.parseLong(matcher.group(1));
            long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
            if (last < first || last - first >= Integer.MAX_VALUE) {
                throw new TypeConversionException("'" + text + "' holds no seed: write the lesser first");
            }
            return new SeedRange(first, last);
        }
    }
}
