package dev.lamarck.hardware.translate;

/** What a region is translated to: a hidden class of which this is the supertype. */
abstract class Code {
    /** Executes from one of the region's entries on. Returns the number of the {@link Exit} it took. */
    abstract int run(ProcessorPort port, int entry);
}
