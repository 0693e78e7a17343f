package dev.lamarck.lab.result;

import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Result.Claim;
import dev.lamarck.workloads.world.Variant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A result as a file holds it: what a job gave, without the images that it ran.
 *
 * @param outcome with the exit status, if there is one: {@code exited 0}
 */
public record RecordedResult(String file, Setup setup, long seed, int seeds, String version, String jobKey, String outcome, String stateHash,
        Map<String, Measure> measures, List<Variant> variants, List<Claim> claims) {

    /**
     * What ran on what. The kernel is no part of it: two kernels under the same load are what is compared.
     *
     * @param layout the layout of the kernel's text, where a load is run with several; else empty
     */
    public record Setup(String load, String machine, String mode, String layout, Map<String, String> settings) {
        /** Whether figures of the two may be held against each other: equal as far as both say. A newer version knows more settings. */
        public boolean isComparableTo(Setup other) {
            return differences(other).isEmpty();
        }

        /** In what the two differ, each as {@code what here / there}. */
        public List<String> differences(Setup other) {
            Stream<String> names = Stream.of(difference("load", load, other.load), difference("machine", machine, other.machine),
                    difference("mode", mode, other.mode), difference("layout", layout, other.layout));
            Stream<String> keys = settings.keySet().stream().sorted().filter(other.settings::containsKey)
                    .map(key -> difference(key, settings.get(key), other.settings.get(key)));
            return Stream.concat(names, keys).filter(text -> !text.isEmpty()).toList();
        }

        private static String difference(String what, String here, String there) {
            return here.equals(there) ? "" : what + " " + here + " / " + there;
        }

        /** For readers. */
        public String text() {
            return Stream.of(load, machine.isEmpty() ? "" : "on " + machine, mode.isEmpty() ? "" : "in " + mode + " mode",
                    layout.isEmpty() ? "" : "layout " + layout).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
        }
    }

    public String seedsText() {
        return seeds == 1 ? "seed " + seed : "seeds " + seed + ".." + (seed + seeds - 1);
    }
}
