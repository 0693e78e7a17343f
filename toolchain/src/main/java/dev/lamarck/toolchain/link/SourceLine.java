package dev.lamarck.toolchain.link;

/** A place in the source; prints as debuggers take it. */
public record SourceLine(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
