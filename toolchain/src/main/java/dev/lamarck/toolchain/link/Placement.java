package dev.lamarck.toolchain.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which fragment lies where: the linker's first half, a function of the fragments' sizes alone. */
final class Placement {
    /** A section's addresses. */
    record Range(long start, long end) {
        long size() {
            return end - start;
        }
    }

    private final ImageLayout layout;
    private final Map<Section, List<PlacedFragment>> fragments = new EnumMap<>(Section.class);
    private final Map<Section, Range> ranges = new EnumMap<>(Section.class);

    private Placement(ImageLayout layout) {
        this.layout = layout;
    }

    static Placement of(LinkInput input) throws LinkException {
        Placement placement = new Placement(input.layout());
        Map<Section, List<Fragment>> contents = contents(input);
        long at = input.layout().textBase();
        for (Section section : Section.values()) {
            if (section == Section.PATCH) {
                at = placement.placePatchHeap(at);
            } else {
                at = placement.place(section, section == Section.DATA ? input.layout().dataBase(at) : at, contents.get(section));
            }
        }
        if (input.layout().hasFixedRegions()) {
            placement.requireFits(Section.DATA, at);
        }
        return placement;
    }

    private static Map<Section, List<Fragment>> contents(LinkInput input) throws LinkException {
        Map<Section, List<Fragment>> contents = new EnumMap<>(Section.class);
        for (Section section : Section.values()) {
            contents.put(section, new ArrayList<>());
        }
        input.fragments().forEach(f -> contents.get(f.section()).add(f));
        // The trap table must start on 32 KB; first, it costs no padding.
        contents.get(Section.TEXT_TRAP).sort(Comparator.comparingInt(Fragment::alignment).reversed());
        List<Fragment> functions = new ArrayList<>(contents.get(Section.TEXT_TRAP));
        functions.addAll(contents.get(Section.TEXT));
        contents.get(Section.RODATA).addAll(tables(functions, input));
        if (input.layout().bootStackBytes() > 0) {
            contents.get(Section.BSS).add(Fragment.zero("_boot_stack", input.layout().bootStackBytes(), 16));
            contents.get(Section.BSS).add(Fragment.zero("_boot_stack_end", 0, 1));
            contents.get(Section.BSS).add(Fragment.zero("_tsb", input.layout().storageBuffersBytes(), ImageLayout.STORAGE_BUFFER_BYTES));
            contents.get(Section.BSS).add(Fragment.zero("_tsb_end", 0, 1));
        }
        return contents;
    }

    private static List<Fragment> tables(List<Fragment> functions, LinkInput input) throws LinkException {
        for (Fragment f : functions) {
            if (!f.isFunction()) {
                throw new LinkException("'" + f.symbol() + "' lies in " + f.section().elfName() + " but is not a function");
            }
        }
        return LoadedTables.build(functions, input.systemCalls(), input.fields());
    }

    private long place(Section section, long start, List<Fragment> contents) {
        int alignment = contents.stream().mapToInt(Fragment::alignment).max().orElse(1);
        long sectionStart = align(start, alignment);
        long at = sectionStart;
        List<PlacedFragment> placed = new ArrayList<>();
        for (Fragment f : contents) {
            at = align(at, f.alignment());
            placed.add(new PlacedFragment(f, at));
            at += f.size();
        }
        fragments.put(section, List.copyOf(placed));
        ranges.put(section, new Range(sectionStart, at));
        return at;
    }

    private long placePatchHeap(long textEnd) throws LinkException {
        fragments.put(Section.PATCH, List.of());
        if (!layout.hasFixedRegions()) {
            ranges.put(Section.PATCH, new Range(textEnd, textEnd));
            return textEnd;
        }
        requireFits(Section.TEXT, textEnd);
        long end = layout.textBase() + layout.regionBytes();
        ranges.put(Section.PATCH, new Range(align(textEnd, ImageLayout.PAGE), end));
        return end;
    }

    private void requireFits(Section section, long end) throws LinkException {
        long base = section == Section.TEXT ? layout.textBase() : layout.dataBase(0);
        if (end > base + layout.regionBytes()) {
            throw new LinkException("the nucleus " + section.elfName() + " page is full: " + (end - base) + " bytes of " + layout.regionBytes());
        }
    }

    List<PlacedFragment> fragments(Section section) {
        return fragments.get(section);
    }

    /** All functions by address. */
    List<PlacedFragment> functions() {
        List<PlacedFragment> all = new ArrayList<>(fragments(Section.TEXT_TRAP));
        all.addAll(fragments(Section.TEXT));
        return all;
    }

    Range range(Section section) {
        return ranges.get(section);
    }

    private static long align(long at, int alignment) {
        return at + alignment - 1 & -alignment;
    }
}
