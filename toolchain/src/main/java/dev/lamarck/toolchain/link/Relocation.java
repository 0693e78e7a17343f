package dev.lamarck.toolchain.link;

/** "At this offset of its fragment, put the address of {@code symbol + addend} in the form of {@code kind}." */
public record Relocation(int offset, Kind kind, String symbol, long addend) {

    public Relocation(int offset, Kind kind, String symbol) {
        this(offset, kind, symbol, 0);
    }

    /** The forms; named as the SPARC ABI's relocations of the same effect. */
    public enum Kind {
        /** Address bits 31..10 into a {@code sethi}; the address must be below 4 GB. */
        HI22,
        /** Address bits 9..0 into a signed immediate. */
        LO10,
        /** Address bits 63..42 into a {@code sethi} ({@code %hh}). */
        HH22,
        /** Address bits 41..32 into a signed immediate ({@code %hm}). */
        HM10,
        /** Address bits 31..10 into a {@code sethi}, whatever the bits above ({@code %lm}). */
        LM22,
        /** Word displacement of {@code call}. */
        WDISP30,
        /** Word displacement of {@code Bicc}. */
        WDISP22,
        /** Word displacement of {@code BPcc}. */
        WDISP19,
        /** Word displacement of {@code BPr}, split in two. */
        WDISP16,
        ABS32,
        ABS64
    }
}
