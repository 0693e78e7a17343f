package dev.lamarck.toolchain.ir;

/** A relation and the width it is taken at. */
public record Comparison(Condition condition, Width width) implements Detail {
    @Override
    public String toString() {
        return condition.text() + (width == Width.INT ? ".int" : ".long");
    }
}
