package dev.lamarck.instrumentation.code;

import dev.lamarck.hardware.isa.Assembler;
import dev.lamarck.hardware.isa.Assembly;
import dev.lamarck.hardware.isa.SymbolResolver;
import dev.lamarck.instrumentation.splice.Splicer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** A program in host memory: assembled text or the text of an ELF file, with functions, patch memory and a list of live PCs. */
public final class TextImage implements Target {
    private record Function(long start, int bytes) {}

    /** A write as it happened, to check orders. */
    public record Write(long address, int word) {}

    private final TreeMap<Long, Integer> words = new TreeMap<>();
    private final List<Function> functions = new ArrayList<>();
    private final Map<String, Long> labels = new TreeMap<>();
    private final PatchHeap near = new PatchHeap();
    private final PatchHeap far = new PatchHeap();
    private boolean patchesFar;

    public final List<Write> writes = new ArrayList<>();
    public LongPredicate live = pc -> false;
    public Splicer splicer;

    /** Assembles at an address; each global label that is not inside another function's text begins a function. */
    public static TextImage assemble(long address, String text, String... functionLabels) {
        TextImage image = new TextImage();
        Assembly assembly = Assembler.assemble(text, address, SymbolResolver.NONE);
        image.labels.putAll(assembly.labels());
        for (int i = 0; i < assembly.words().length; i++) {
            image.words.put(address + 4L * i, assembly.words()[i]);
        }
        long end = address + 4L * assembly.words().length;
        for (int i = 0; i < functionLabels.length; i++) {
            long start = image.address(functionLabels[i]);
            long next = i + 1 < functionLabels.length ? image.address(functionLabels[i + 1]) : end;
            image.function(start, (int) (next - start));
        }
        return image;
    }

    public void function(long start, int bytes) {
        functions.add(new Function(start, bytes));
    }

    public void label(String name, long address) {
        labels.put(name, address);
    }

    public void words(long address, int... content) {
        for (int i = 0; i < content.length; i++) {
            words.put(address + 4L * i, content[i]);
        }
    }

    public TextImage patchesIn(long start, long end) {
        near.open(start, end);
        return this;
    }

    /** Patches go to a range out of a branch's reach, springboards to the near one. */
    public TextImage patchesFarIn(long start, long end) {
        far.open(start, end);
        patchesFar = true;
        return this;
    }

    public long address(String label) {
        return labels.get(label);
    }

    public Map<Long, Integer> content() {
        return words;
    }

    public int current(long address) {
        return words.get(address);
    }

    public long patchBytesInUse() {
        return near.usedBytes() + far.usedBytes();
    }

    @Override
    public int functions() {
        return functions.size();
    }

    /** The number of the function that holds the address, -1 if none does. */
    public int functionAt(long address) {
        for (int i = 0; i < functions.size(); i++) {
            if (address >= start(i) && address < start(i) + bytes(i)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public long start(int function) {
        return functions.get(function).start();
    }

    @Override
    public int bytes(int function) {
        return functions.get(function).bytes();
    }

    @Override
    public boolean changeable(int function) {
        return true;
    }

    @Override
    public int original(long address) {
        int word = current(address);
        return splicer == null ? word : splicer.original(address, word);
    }

    @Override
    public boolean constant(long address) {
        return words.containsKey(address);
    }

    @Override
    public long allocate(long site, int bytes) {
        return patchesFar ? far.allocate(bytes) : near.allocate(bytes);
    }

    @Override
    public long allocateNear(long site, int bytes) {
        return near.allocate(bytes);
    }

    @Override
    public void release(long address, int bytes) {
        PatchHeap owner = patchesFar && address - 0x100_0000L > functions.get(0).start() ? far : near;
        owner.release(address, bytes);
    }

    @Override
    public void write(long address, int word) {
        words.put(address, word);
        writes.add(new Write(address, word));
    }

    @Override
    public void flush(long address, int bytes) {}

    @Override
    public boolean executing(long address, int bytes) {
        for (long pc = address; pc < address + bytes; pc += 4) {
            if (live.test(pc)) {
                return true;
            }
        }
        return false;
    }
}
