package dev.lamarck.instrumentation.splice;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.Liveness;
import dev.lamarck.instrumentation.snippet.Snippet;

/**
 * All launch sites of a program, and the memory that removed patches still hold. One thread at a time uses it; the program's
 * threads run on meanwhile.
 *
 * <p>Each change of a site has a number; a change is <em>quiet</em> once no thread can be in any patch that it or an earlier
 * change of that site retired. Only then may what the removed snippet pointed to be freed, and only then is a count final.
 */
public final class Splicer {
    private static final int MAX_SITES = 1024;
    private static final int MAX_RETIRED = 2048;
    /** Undoing a redirection retires a springboard and may not be refused. */
    private static final int RESERVE = Redirections.MAX_REDIRECTIONS;

    private final Target target;
    private final Redirections redirections;
    private final BoundCalls calls;
    private final CodeBuffer out = new CodeBuffer();
    private final LaunchSite[] sites = new LaunchSite[MAX_SITES];
    private int count;

    private final long[] retired = new long[MAX_RETIRED + RESERVE];
    private final int[] retiredBytes = new int[MAX_RETIRED + RESERVE];
    private final long[] retiredSite = new long[MAX_RETIRED + RESERVE];
    private final int[] retiredBy = new int[MAX_RETIRED + RESERVE];
    private int retirements;
    private int changes;

    public Splicer(Target target) {
        this.target = target;
        redirections = new Redirections(target, this);
        calls = new BoundCalls(target);
        for (int i = 0; i < MAX_SITES; i++) {
            sites[i] = new LaunchSite();
        }
    }

    public Redirections redirections() {
        return redirections;
    }

    public BoundCalls calls() {
        return calls;
    }

    /** Splices a snippet in at a word of an analysed function, behind those already there; null, or why not. */
    public Refusal insert(FlowGraph graph, Liveness liveness, int index, Snippet snippet) {
        LaunchSite site = siteAt(graph.address(index));
        boolean fresh = site == null;
        if (fresh) {
            if (count == MAX_SITES) {
                return Refusal.NO_ROOM;
            }
            site = sites[count];
            Refusal refusal = site.examine(target, graph, liveness, index);
            if (refusal != null) {
                return refusal;
            }
        }
        if (site.count == LaunchSite.MAX_SNIPPETS || !canRetire()) {
            return Refusal.NO_ROOM;
        }
        site.insert(site.count, snippet);
        Refusal refusal = replug(site);
        if (refusal != null) {
            site.remove(site.count - 1);
            return refusal;
        }
        count += fresh ? 1 : 0;
        return null;
    }

    /** Takes one snippet out of a point; the word the linker wrote returns with the last one. Null, or why not. */
    public Refusal remove(long address, Snippet snippet) {
        LaunchSite site = siteAt(address);
        int at = site == null ? -1 : site.indexOf(snippet);
        if (at < 0) {
            return Refusal.NOT_INSTALLED;
        }
        if (!canRetire()) {
            return Refusal.NO_ROOM;
        }
        site.remove(at);
        if (site.count > 0) {
            Refusal refusal = replug(site);
            if (refusal != null) {
                site.insert(at, snippet);
            }
            return refusal;
        }
        changes++;
        writeLauncher(site, site.word);
        retirePatch(site);
        forget(site);
        return null;
    }

    /** The number of the latest change. */
    public int changes() {
        return changes;
    }

    /** How many pieces of code memory are retired. */
    public int retired() {
        return retirements;
    }

    /** Frees what no thread is in any more; returns how many pieces of code memory remain retired. */
    public int reclaim() {
        for (int i = retirements - 1; i >= 0; i--) {
            reclaim(i);
        }
        return retirements;
    }

    /** Frees one piece of retired code memory if no thread is in it any more; those behind it may change places. */
    public void reclaim(int index) {
        if (!target.executing(retired[index], retiredBytes[index])) {
            target.release(retired[index], retiredBytes[index]);
            retirements--;
            retired[index] = retired[retirements];
            retiredBytes[index] = retiredBytes[retirements];
            retiredSite[index] = retiredSite[retirements];
            retiredBy[index] = retiredBy[retirements];
        }
    }

    /** Whether all that a change and the earlier ones at its address retired has been reclaimed. */
    public boolean isQuiet(long address, int change) {
        for (int i = 0; i < retirements; i++) {
            if (retiredSite[i] == address && retiredBy[i] <= change) {
                return false;
            }
        }
        return true;
    }

    /** What the author of the code put at an address, before any site or redirection, given what is there now. */
    public int original(long address, int word) {
        if (!Flow.isAlways(word)) {
            return calls.original(address, word);
        }
        LaunchSite site = siteAt(address);
        return site == null ? redirections.original(address, word) : site.word;
    }

    /** What stands at an address when it is not redirected: the launcher if there is a site, else the given word. */
    int launcher(long address, int word) {
        LaunchSite site = siteAt(address);
        return site == null ? word : site.launcher;
    }

    /** Whether a site, or a patch that is retired but may still be executed, belongs to a range of code. */
    public boolean hasSitesIn(long low, long high) {
        for (int i = 0; i < count; i++) {
            if (sites[i].address >= low && sites[i].address < high) {
                return true;
            }
        }
        for (int i = 0; i < retirements; i++) {
            if (retiredSite[i] >= low && retiredSite[i] < high) {
                return true;
            }
        }
        return false;
    }

    /** Whether a thread may be in a live or retired patch of a range of code. */
    public boolean executingPatchesOf(long low, long high) {
        for (int i = 0; i < count; i++) {
            LaunchSite site = sites[i];
            if (site.address >= low && site.address < high && (executing(site.patch, site.patchBytes)
                    || executing(site.springboard, site.springboardBytes))) {
                return true;
            }
        }
        for (int i = 0; i < retirements; i++) {
            if (retiredSite[i] >= low && retiredSite[i] < high && executing(retired[i], retiredBytes[i])) {
                return true;
            }
        }
        return false;
    }

    private boolean executing(long address, int bytes) {
        return address != 0 && target.executing(address, bytes);
    }

    /** The launch site's address for a live patch or springboard that holds an address; 0 if none does. */
    public long siteOf(long codeAddress) {
        for (int i = 0; i < count; i++) {
            LaunchSite site = sites[i];
            if (holds(site.patch, site.patchBytes, codeAddress) || holds(site.springboard, site.springboardBytes, codeAddress)) {
                return site.address;
            }
        }
        for (int i = 0; i < retirements; i++) {
            if (holds(retired[i], retiredBytes[i], codeAddress)) {
                return retiredSite[i];
            }
        }
        return 0;
    }

    /** The patch that is live for a site, 0 if there is none. */
    public long patch(long address) {
        LaunchSite site = siteAt(address);
        return site == null ? 0 : site.patch;
    }

    public int patchBytes(long address) {
        LaunchSite site = siteAt(address);
        return site == null ? 0 : site.patchBytes;
    }

    /** Builds the patch for the site's snippets and redirects the one word to it; retires the patch that was live. */
    private Refusal replug(LaunchSite site) {
        Refusal refusal = layOut(site);
        if (refusal != null) {
            return refusal;
        }
        long patch = out.address(0);
        int patchBytes = out.bytes();
        writeAll();
        long springboard = 0;
        int springboardBytes = 0;
        if (!Reach.oneBranch(site.address, patch)) {
            springboard = buildSpringboard(site, patch);
            springboardBytes = out.bytes();
            if (springboard == 0) {
                target.release(patch, patchBytes);
                return Refusal.OUT_OF_REACH;
            }
        }
        changes++;
        writeLauncher(site, Reach.branch(site.address, springboard != 0 ? springboard : patch));
        retirePatch(site);
        site.patch = patch;
        site.patchBytes = patchBytes;
        site.springboard = springboard;
        site.springboardBytes = springboardBytes;
        return null;
    }

    /** Lays the patch out in memory allocated for it: first as if in reach, and again if it turns out larger where it stands. */
    private Refusal layOut(LaunchSite site) {
        out.open(site.address);
        Refusal refusal = site.layOut(out);
        int bytes = 0;
        long address = 0;
        while (refusal == null && bytes < out.bytes()) {
            if (address != 0) {
                target.release(address, bytes);
            }
            bytes = out.bytes();
            address = out.overflowed() ? 0 : target.allocate(site.address, bytes);
            if (address == 0) {
                return Refusal.NO_CODE_MEMORY;
            }
            out.open(address);
            refusal = site.layOut(out);
        }
        if (refusal != null && address != 0) {
            target.release(address, bytes);
        }
        while (out.bytes() < bytes) {
            out.emit(Emit.nop());
        }
        return refusal;
    }

    private long buildSpringboard(LaunchSite site, long patch) {
        out.open(site.address);
        Reach.jump(out, patch, site.deadBefore);
        long address = target.allocateNear(site.address, out.bytes());
        if (address != 0) {
            out.open(address);
            Reach.jump(out, patch, site.deadBefore);
            writeAll();
        }
        return address;
    }

    private void writeAll() {
        for (int i = 0; i < out.length(); i++) {
            target.write(out.address(i), out.word(i));
        }
        target.flush(out.address(0), out.bytes());
    }

    /** Lets a site's word lead to its patch, or be its author's again, now or when it is no longer redirected. */
    private void writeLauncher(LaunchSite site, int word) {
        site.launcher = word;
        if (!redirections.isRedirected(site.address)) {
            target.write(site.address, word);
            target.flush(site.address, 4);
        }
    }

    private void retirePatch(LaunchSite site) {
        retire(site.address, site.patch, site.patchBytes);
        retire(site.address, site.springboard, site.springboardBytes);
    }

    /** Whether a patch and its springboard can be retired. */
    boolean canRetire() {
        return retirements + 2 <= MAX_RETIRED;
    }

    /** Has memory reclaimed, on behalf of a site, when no thread is in it any more; nothing if the address is 0. */
    void retire(long site, long address, int bytes) {
        if (address != 0) {
            retired[retirements] = address;
            retiredBytes[retirements] = bytes;
            retiredSite[retirements] = site;
            retiredBy[retirements] = changes;
            retirements++;
        }
    }

    private void forget(LaunchSite site) {
        int at = 0;
        while (sites[at] != site) {
            at++;
        }
        count--;
        sites[at] = sites[count];
        sites[count] = site;
    }

    private LaunchSite siteAt(long address) {
        for (int i = 0; i < count; i++) {
            if (sites[i].address == address) {
                return sites[i];
            }
        }
        return null;
    }

    private static boolean holds(long start, int bytes, long address) {
        return start != 0 && address >= start && address < start + bytes;
    }
}
