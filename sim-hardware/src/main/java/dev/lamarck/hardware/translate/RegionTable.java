package dev.lamarck.hardware.translate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The regions of a machine, by the physical pages that their words are in. Translations that a thread has made wait until the
 * machine's own thread takes them in; when, changes nothing but how long things take.
 */
public final class RegionTable {
    private static final int PAGE_BITS = 13;
    private static final int WORD_BITS = 2;
    /** Five programs of {@code bench} have 67 to 188 after three seconds; the one that is made to have many has thousands in the end. */
    private static final int MANY = 250;

    private final Engine engine;
    private final RegionCompiler compiler;
    private final byte[] ram;
    private final SharedRegions shared;
    private final RegionPage[] pages;
    private final BitSet watched = new BitSet(PageImage.WORDS);
    /** Pages of which a region has been asked for that is not there yet: it may have what else is hot there. */
    private final BitSet pending;
    private final Queue<Translation> finished = new ConcurrentLinkedQueue<>();
    /** Every instruction has to be noticed. */
    private boolean suspended;
    private int regions;
    /** How often any region has been dropped or replaced. */
    private int generation;

    private record Request(SharedRegions.Key key, int page) {}

    private record Translation(Request request, PageImage image, Region region) {}

    /** {@code shared}: where its regions come from, and go to, if they have been translated before; if not those of all machines, its regions are for its only processor. */
    public RegionTable(Engine engine, RegionCompiler compiler, byte[] ram, SharedRegions shared) {
        this.engine = engine;
        this.compiler = compiler;
        this.ram = ram;
        this.shared = shared;
        this.pages = new RegionPage[ram.length >> PAGE_BITS];
        this.pending = new BitSet(pages.length);
    }

    private RegionPage page(int number) {
        if (pages[number] == null) {
            pages[number] = new RegionPage(number, engine.threshold());
        }
        return pages[number];
    }

    /** Before any region is found: a processor that will execute them. */
    public void connect(ProcessorPort port) {
        if (isForOne()) {
            compiler.compileFor(port);
        }
    }

    /** Whether the regions are made for one processor alone. */
    public boolean isForOne() {
        return shared != SharedRegions.OF_ALL;
    }

    /** Of a physical page: by word, how often control may still come there until the dispatcher should be asked; null while there are no regions. */
    public short[] heat(int page) {
        return suspended ? null : page(page).heat;
    }

    /** How often any region has been dropped or replaced: an entry that was found may be used while this does not change. */
    public int generation() {
        return generation;
    }

    /** Whether there are, or will soon be, more regions than most programs have, and perhaps too many for the host. Never if everything is to be translated. */
    public boolean areMany() {
        return engine.inBackground() && regions + pending.cardinality() > MANY;
    }

    /** The way into a region at an address, which is at a physical one now; null if there is none. */
    public Entry known(long va, int pa, int group) {
        return suspended ? null : page(pa >> PAGE_BITS).find(pa >> WORD_BITS & PageImage.WORDS - 1, va & -PageImage.BYTES, group);
    }

    /** The same where control comes again and again, so that there should be one. */
    public Entry find(long va, int pa, int group) {
        Entry entry = known(va, pa, group);
        int word = pa >> WORD_BITS & PageImage.WORDS - 1;
        if (suspended || entry != null || --page(pa >> PAGE_BITS).heat[word] > 0) {
            return entry;
        }
        return seek(pa >> PAGE_BITS, va & -PageImage.BYTES, word, group);
    }

    /** A region's jump has left it for a word of its page. */
    public void jumped(int pa) {
        if (!suspended) {
            page(pa >> PAGE_BITS).targets.set(pa >> WORD_BITS & PageImage.WORDS - 1);
        }
    }

    /** The place is hot: somebody may have translated it; or asks for it. */
    private Entry seek(int number, long va, int word, int group) {
        takeIn();
        Entry entry = page(number).find(word, va, group);
        if (entry == null) {
            page(number).cool(word);
            SharedRegions.Key key = new SharedRegions.Key(compiler.key(), va, word, group);
            Region known = watched.isEmpty() ? shared.find(key, ram, number << PAGE_BITS) : null;
            if (known != null) {
                add(number, known);
            } else {
                request(key, number);
            }
            entry = page(number).find(word, va, group);
        }
        return entry;
    }

    private void request(SharedRegions.Key key, int page) {
        if (pending.get(page)) {
            return;
        }
        Request request = new Request(key, page);
        PageImage image = PageImage.of(key.va(), ram, page << PAGE_BITS, watched, page(page).targets);
        if (engine.inBackground()) {
            pending.set(page);
            Translator.submit(() -> finished.add(new Translation(request, image, translate(request, image))));
        } else {
            add(page, translate(request, image));
        }
    }

    private Region translate(Request request, PageImage image) {
        Region region = compiler.compile(image, request.key.word(), request.key.group());
        if (engine.inBackground()) {
            region.code().warmUp();
        }
        if (image.watched().isEmpty()) {
            shared.add(request.key, region);
        }
        return region;
    }

    private void takeIn() {
        for (Translation done = finished.poll(); done != null; done = finished.poll()) {
            pending.clear(done.request.page);
            // Words may have changed since it was asked for, or are to be noticed now.
            if (done.image.watched().equals(watched) && done.region.agrees(ram, done.request.page << PAGE_BITS)) {
                add(done.request.page, done.region);
            }
        }
    }

    private void add(int page, Region region) {
        if (regions >= engine.capacity()) {
            clear();
        }
        regions++;
        generation += page(page).add(region) ? 1 : 0;
    }

    /** Bytes of memory have changed: what was translated from them is forgotten. */
    public void invalidate(long pa, int length) {
        int first = (int) (pa >> PAGE_BITS);
        int last = (int) (pa + length - 1 >> PAGE_BITS);
        for (int page = first; page <= last; page++) {
            if (pages[page] != null) {
                BitSet words = new BitSet(PageImage.WORDS);
                int from = page == first ? (int) pa >> WORD_BITS & PageImage.WORDS - 1 : 0;
                int to = page == last ? (int) (pa + length - 1) >> WORD_BITS & PageImage.WORDS - 1 : PageImage.WORDS - 1;
                words.set(from, to + 1);
                int dropped = pages[page].drop(words);
                regions -= dropped;
                generation += dropped;
            }
        }
    }

    /** From now on executions of the words at these offsets of any page have to be noticed. */
    public void watch(BitSet offsets) {
        watched.clear();
        watched.or(offsets);
        suspended = watched.cardinality() == PageImage.WORDS;
        clear();
    }

    private void clear() {
        Arrays.fill(pages, null);
        regions = 0;
        generation++;
    }
}
