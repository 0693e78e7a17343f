package dev.lamarck.workloads.evolution;

import dev.lamarck.instrumentation.code.Target;
import java.util.HashMap;
import java.util.Map;

/** An image's text with one more function, in two parts, behind the image's own. */
final class PlacedText implements Target {
    private final ImageText image;
    private final Map<Long, Integer> placed = new HashMap<>();
    private long start;
    private int bytes;
    private long coldStart;
    private int coldBytes;

    PlacedText(ImageText image) {
        this.image = image;
    }

    /** Begins the function anew, without words. */
    void place(long start, int bytes, long coldStart, int coldBytes) {
        placed.clear();
        this.start = start;
        this.bytes = bytes;
        this.coldStart = coldStart;
        this.coldBytes = coldBytes;
    }

    /** The number of the function placed. */
    int number() {
        return image.functions();
    }

    @Override
    public int functions() {
        return image.functions() + 1;
    }

    @Override
    public long start(int function) {
        return function == number() ? start : image.start(function);
    }

    @Override
    public int bytes(int function) {
        return function == number() ? bytes : image.bytes(function);
    }

    @Override
    public long coldStart(int function) {
        return function == number() ? coldStart : 0;
    }

    @Override
    public int coldBytes(int function) {
        return function == number() ? coldBytes : 0;
    }

    @Override
    public boolean changeable(int function) {
        return true;
    }

    @Override
    public int original(long address) {
        Integer word = placed.get(address);
        return word == null ? image.original(address) : word;
    }

    @Override
    public boolean constant(long address) {
        return placed.containsKey(address) || image.constant(address);
    }

    @Override
    public long results() {
        return image.results();
    }

    @Override
    public long allocate(long near, int bytes) {
        return 0;
    }

    @Override
    public long allocateNear(long near, int bytes) {
        return 0;
    }

    @Override
    public void release(long address, int bytes) {
        throw new AssertionError("nothing was allocated");
    }

    @Override
    public void write(long address, int word) {
        placed.put(address, word);
    }

    @Override
    public void flush(long address, int bytes) {}

    @Override
    public boolean executing(long address, int bytes) {
        return false;
    }
}
