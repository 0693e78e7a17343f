package dev.lamarck.toolchain.link;

/** The loaded sections of an image, in address order. */
public enum Section {
    /** Assembly: the trap table first, then the other {@code @Assembly} methods; never instrumented. */
    TEXT_TRAP(".text.trap", "_trap", true, true),
    TEXT(".text", "_text", true, true),
    /** Constant image heap and the tables the image reads about itself. */
    RODATA(".rodata", "_rodata", false, true),
    /** What is left of the kernel's text page: the patch heap. */
    PATCH(".patch", "_patch", true, false),
    DATA(".data", "_data", false, true),
    BSS(".bss", "_bss", false, false);

    private final String elfName;
    private final String symbolPrefix;
    private final boolean code;
    private final boolean bits;

    Section(String elfName, String symbolPrefix, boolean code, boolean bits) {
        this.elfName = elfName;
        this.symbolPrefix = symbolPrefix;
        this.code = code;
        this.bits = bits;
    }

    public String elfName() {
        return elfName;
    }

    public boolean isCode() {
        return code;
    }

    /** Whether the file holds the section's bytes; the others are zero when loaded. */
    public boolean hasBits() {
        return bits;
    }

    public boolean isWritable() {
        return this == DATA || this == BSS;
    }

    String startSymbol() {
        return symbolPrefix + "_start";
    }

    String endSymbol() {
        return symbolPrefix + "_end";
    }
}
