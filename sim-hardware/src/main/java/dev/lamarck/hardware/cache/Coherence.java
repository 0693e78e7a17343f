package dev.lamarck.hardware.cache;

import java.util.ArrayList;
import java.util.List;

/**
 * Who holds a line of memory, among the E-caches of all processors: one that wrote it (modified), one alone (exclusive), or several
 * (shared), as in MESI. D- and I-caches hold nothing that their E-cache does not, so this is all there is to say of them too. Tags
 * alone move: data is always right in memory.
 */
public final class Coherence {
    private final List<TimingModel> caches = new ArrayList<>();

    void add(TimingModel caches) {
        this.caches.add(caches);
    }

    /** What others hold of a line that one is about to read. */
    enum Elsewhere { NOWHERE, CLEAN, MODIFIED }

    /** One reads a line that it has not: whoever else has it shares it from now on. */
    Elsewhere share(TimingModel reader, int pa) {
        Elsewhere found = Elsewhere.NOWHERE;
        for (TimingModel each : caches) {
            if (each != reader && each.external().holds(pa)) {
                found = each.external().isModified(pa) ? Elsewhere.MODIFIED : found == Elsewhere.MODIFIED ? found : Elsewhere.CLEAN;
                each.shareLine(pa);
            }
        }
        return found;
    }

    /** One writes a line that it has not, or not alone: nobody else has it from now on. */
    void claim(TimingModel writer, int pa) {
        for (TimingModel each : caches) {
            if (each != writer && each.external().holds(pa)) {
                each.loseLine(pa);
            }
        }
    }
}
