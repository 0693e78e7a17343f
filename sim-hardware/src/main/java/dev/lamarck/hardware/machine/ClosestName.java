package dev.lamarck.hardware.machine;

import java.util.Collection;
import java.util.Comparator;

/** What somebody who mistyped a name is likely to have meant. */
final class ClosestName {
    private ClosestName() {}

    /** One that begins like this, if there is any; else the name that takes the fewest characters inserted, removed or replaced. */
    static String to(String typed, Collection<String> names) {
        return names.stream().min(Comparator.comparing((String name) -> !name.startsWith(typed)).thenComparingInt(name -> distance(typed, name))).orElseThrow();
    }

    /** Levenshtein's, a row at a time. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
