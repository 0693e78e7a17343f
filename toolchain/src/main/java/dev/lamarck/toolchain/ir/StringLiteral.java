package dev.lamarck.toolchain.ir;

/** A string constant; equal texts are one object of the image. */
public record StringLiteral(String text) implements Detail {
    @Override
    public String toString() {
        return '"' + text.replace("\n", "\\n") + '"';
    }
}
