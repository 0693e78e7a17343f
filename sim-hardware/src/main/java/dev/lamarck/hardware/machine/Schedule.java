package dev.lamarck.hardware.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * In which order processors run, and how far: lines of a processor's number and a number of steps. A step is an instruction that is
 * completed, or a trap that is taken in place of one. As text: the two numbers on a line; {@code #} begins a comment; empty lines do not count.
 */
public final class Schedule {
    /** Nothing is prescribed. */
    public static final Schedule NONE = new Schedule(new int[0], new long[0]);

    /** Told of each slice when it has ended. */
    public interface Recorder {
        void ran(int cpu, long steps);
    }

    private final int[] cpus;
    private final long[] steps;

    private Schedule(int[] cpus, long[] steps) {
        this.cpus = cpus;
        this.steps = steps;
    }

    int lines() {
        return cpus.length;
    }

    int cpu(int line) {
        return cpus[line];
    }

    long steps(int line) {
        return steps[line];
    }

    /** From its text, for a machine of some processors. Throws {@link InvalidInput} that names the line; {@code name} is the file's. */
    public static Schedule parse(String name, String text, int cpus) {
        List<Integer> numbers = new ArrayList<>();
        List<Long> steps = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                String[] fields = line.split("\\s+");
                if (fields.length != 2) {
                    throw wrong(name, i, "must be a processor's number and a number of steps, not '" + line + "'");
                }
                numbers.add((int) number(name, i, fields[0], 0, cpus - 1L, "a processor, of which there are " + cpus));
                steps.add(number(name, i, fields[1], 1, Long.MAX_VALUE, "a number of steps"));
            }
        }
        return new Schedule(numbers.stream().mapToInt(Integer::intValue).toArray(), steps.stream().mapToLong(Long::longValue).toArray());
    }

    private static long number(String name, int line, String field, long least, long greatest, String what) {
        try {
            long number = Long.parseLong(field);
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw wrong(name, line, "'%s' must be %s, from %d%s".formatted(field, what, least, greatest == Long.MAX_VALUE ? "" : " to " + greatest));
    }

    private static InvalidInput wrong(String name, int line, String what) {
        return new InvalidInput("%s:%d: %s".formatted(name, line + 1, what));
    }

    /** Collects the slices of a run, and is their text. */
    public static final class Text implements Recorder {
        private final StringBuilder text = new StringBuilder("# processor, steps\n");
        private int cpu;
        private long sum;

        @Override
        public void ran(int by, long more) {
            if (by != cpu) {
                finish();
                cpu = by;
            }
            sum += more;
        }

        private void finish() {
            if (sum > 0) {
                text.append(cpu).append(' ').append(sum).append('\n');
            }
            sum = 0;
        }

        @Override
        public String toString() {
            return text + (sum > 0 ? cpu + " " + sum + "\n" : "");
        }
    }
}
