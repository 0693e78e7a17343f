package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.snippet.Snippet;
import dev.lamarck.instrumentation.splice.Splicer;
import dev.lamarck.kernel.driver.Channel;
import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.kernel.evolve.policy.Trial;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * Every change that is not yet undone and reclaimed, latest first, and how many were. Each change of state leaves a marker, the state in
 * the upper half, the entry's number in the lower, and is streamed to the lab: {@link #note} is part of the step that makes the change,
 * {@link #tell} comes after it. If the manager's thread is killed in between, its successor tells; if it is killed while telling, the lab hears
 * the same once more.
 */
@Magic
final class Ledger {
    private static final int MARKER = 0x08;

    private final Channel channel;
    private final Splicer splicer;
    private LedgerEntry latest;
    private LedgerEntry firstUntold;
    private LedgerEntry lastUntold;
    private int entries;
    private int folded;

    Ledger(Channel channel, Splicer splicer) {
        this.channel = channel;
        this.splicer = splicer;
    }

    LedgerEntry latest() {
        return latest;
    }

    int lastId() {
        return entries;
    }

    /** The entry with the least number above another; null if there is none. */
    LedgerEntry after(int id) {
        LedgerEntry found = null;
        for (LedgerEntry entry = latest; entry != null && entry.id > id; entry = entry.next) {
            found = entry;
        }
        return found;
    }

    int inForce() {
        return entries - folded;
    }

    /** How many entries were reverted, reclaimed and forgotten. */
    int folded() {
        return folded;
    }

    LedgerEntry add(int parent, long cause, int kind, int function, long address, Snippet snippet) {
        LedgerEntry entry = new LedgerEntry(++entries, parent, cause, kind, function, address, snippet);
        entry.next = latest;
        latest = entry;
        return entry;
    }

    /** Notes, in a step, that an entry is now in this state; its word, if it has one, was {@code wordBefore}. */
    void note(LedgerEntry entry, int state, int wordBefore) {
        entry.state = state;
        entry.cycle = now();
        entry.wordBefore = wordBefore;
        entry.wordAfter = entry.address == 0 ? 0 : Memory.load32(entry.address);
        Devices.write(Devices.SYSTEM_CONTROL, MARKER, (long) state << 32 | entry.id);
        if (!entry.isUntold) {
            entry.isUntold = true;
            if (firstUntold == null) {
                firstUntold = entry;
            } else {
                lastUntold.nextUntold = entry;
            }
            lastUntold = entry;
        }
    }

    /** Tells the lab all that has been noted, and then forgets the entries that are reclaimed. Sleeps; in no step. */
    void tell() {
        while (firstUntold != null) {
            LedgerEntry entry = firstUntold;
            if (entry.version != null && entry.state == ChannelMessage.INSTALLED) {
                streamCode(entry, entry.version);
            }
            stream(entry);
            Step.begin();
            firstUntold = entry.nextUntold;
            entry.nextUntold = null;
            entry.isUntold = false;
            if (entry.state == ChannelMessage.RECLAIMED) {
                fold(entry);
            }
            Step.end();
        }
    }

    /** Notes and tells: a step of its own. */
    void record(LedgerEntry entry, int state, int wordBefore) {
        Step.begin();
        note(entry, state, wordBefore);
        Step.end();
        tell();
    }

    /** All that a request led to is done. */
    void settle(long cause) {
        for (LedgerEntry entry = latest; entry != null; entry = entry.next) {
            entry.isSettled |= entry.parent == 0 && entry.cause == cause;
        }
    }

    /** Whether anything that a request led to is settled, or on its way out. */
    boolean knows(long cause) {
        LedgerEntry entry = latest;
        while (entry != null && (entry.cause != cause || !entry.isSettled)) {
            entry = entry.next;
        }
        return entry != null;
    }

    /** Nothing is settled any more: all is to be undone. */
    void unsettle() {
        for (LedgerEntry entry = latest; entry != null; entry = entry.next) {
            entry.isSettled = false;
        }
    }

    /** A note on what is not settled and now begins to be undone. */
    void undone(LedgerEntry entry) {
        beginEvent(entry, ChannelMessage.UNDONE);
        channel.send(ChannelMessage.LEDGER);
    }

    /** Takes out an entry that is reclaimed. */
    private void fold(LedgerEntry entry) {
        if (latest == entry) {
            latest = entry.next;
        } else {
            LedgerEntry before = latest;
            while (before.next != entry) {
                before = before.next;
            }
            before.next = entry.next;
        }
        folded++;
        if (entry.snippet != null && !isSpliced(entry.snippet)) {
            Kmem.free(entry.snippet);
        }
        if (entry.version != null) {
            entry.version.free();
        }
        Kmem.free(entry);
    }

    /** The clock of its entries. */
    static long now() {
        return Cpu.readState(Cpu.ASR_TICK);
    }

    private boolean isSpliced(Snippet snippet) {
        LedgerEntry entry = latest;
        while (entry != null && entry.snippet != snippet) {
            entry = entry.next;
        }
        return entry != null;
    }

    LedgerEntry find(int id) {
        LedgerEntry entry = latest;
        while (entry != null && entry.id != id) {
            entry = entry.next;
        }
        return entry;
    }

    /** Records what a trial found of a whole. */
    void judge(LedgerEntry entry, boolean kept, Trial trial) {
        beginEvent(entry, kept ? ChannelMessage.KEPT : ChannelMessage.REFUSED_BY_TRIAL);
        channel.put(trial.gain());
        channel.put(trial.spread());
        channel.put(trial.cost());
        channel.put(trial.spent());
        channel.put(trial.callsASecond());
        channel.put(trial.unevolvedCount());
        for (int i = 0; i < trial.unevolvedCount(); i++) {
            channel.put(trial.unevolved(i));
        }
        channel.put(trial.evolvedCount());
        for (int i = 0; i < trial.evolvedCount(); i++) {
            channel.put(trial.evolved(i));
        }
        channel.send(ChannelMessage.LEDGER);
    }

    /** Begins a message on an entry that does not change its state. */
    private void beginEvent(LedgerEntry entry, int event) {
        Devices.write(Devices.SYSTEM_CONTROL, MARKER, (long) event << 32 | entry.id);
        begin(entry, event, now(), 0, 0);
    }

    private void stream(LedgerEntry entry) {
        long patch = entry.version != null ? entry.version.start : entry.address == 0 ? 0 : splicer.patch(entry.address);
        int patchBytes = patch == 0 || entry.version != null ? 0 : splicer.patchBytes(entry.address);
        begin(entry, entry.state, entry.cycle, patch, patchBytes);
        for (int at = 0; at < patchBytes; at += 8) {
            channel.put(Memory.load64(patch + at));
        }
        channel.send(ChannelMessage.LEDGER);
    }

    private void begin(LedgerEntry entry, int state, long cycle, long patch, int patchBytes) {
        channel.begin();
        channel.put(entry.id);
        channel.put(entry.parent);
        channel.put(entry.cause);
        channel.put(entry.kind);
        channel.put(state);
        channel.put(cycle);
        channel.put(KernelSymbols.start(entry.function));
        channel.put(entry.address);
        channel.put(entry.wordBefore);
        channel.put(entry.wordAfter);
        channel.put(patch);
        channel.put(patchBytes);
    }

    private void streamCode(LedgerEntry entry, CodeVersion version) {
        int words = version.origins.length;
        for (int from = 0; from < words; from += ChannelMessage.CODE_MOST_WORDS) {
            int limit = Math.min(words, from + ChannelMessage.CODE_MOST_WORDS);
            channel.begin();
            channel.put(entry.id);
            channel.put(KernelSymbols.start(version.function));
            channel.put(version.start);
            channel.put(version.bytes);
            channel.put(version.coldStart);
            channel.put(version.coldBytes);
            channel.put(from);
            channel.put(limit - from);
            for (int i = from; i < limit; i++) {
                channel.put((long) KernelText.word(version.address(i)) << 32 | version.origin(i));
            }
            channel.send(ChannelMessage.CODE);
        }
    }
}
