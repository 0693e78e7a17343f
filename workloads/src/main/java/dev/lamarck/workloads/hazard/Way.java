package dev.lamarck.workloads.hazard;

import java.util.Arrays;
import java.util.Optional;

/** How a launcher is put into text. The order is the guest's numbering. */
public enum Way {
    SINGLE("single-instruction", "one word, ba,a to the patch, by one store: what the splicer does"),
    TWO_FORWARD("two-instruction", "ba and nop over two instructions, by two stores, the branch first"),
    TWO_BACKWARD("two-instruction-backward", "the same, the nop first"),
    DELAY_SLOT("delay-slot", "the splicer's one word, but in a delay slot");

    public final String label;
    public final String meaning;

    Way(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    static Optional<Way> labelled(String label) {
        return Arrays.stream(values()).filter(way -> way.label.equals(label)).findFirst();
    }
}
