package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.splice.Redirections;
import dev.lamarck.kernel.driver.Channel;

/**
 * Residuals come from outside: the kernel sends what it wants specialized, for which arguments and for which place in its patch heap, and
 * gets the words with what they assume, a channel's latency later. Here they become a version: a test of the arguments, the residual, and
 * for other arguments the way on into the code that the version covers.
 */
final class ResidualLoader {
    private static final int ROOM = 4096;
    /** Of an assumption's first word. */
    private static final int KIND = 0xff;
    /** What {@link Redirections#emitCovered} may take. */
    private static final int WAY_ON_BYTES = 64;

    private final KernelText text;
    private final Redirections redirections;
    private final Replacements replacements;
    private final Channel channel;
    private final CodeBuffer out = new CodeBuffer();
    private Refusal refusal;

    ResidualLoader(KernelText text, Redirections redirections, Replacements replacements, Channel channel) {
        this.text = text;
        this.redirections = redirections;
        this.replacements = replacements;
        this.channel = channel;
    }

    /** Why {@link #load} gave nothing. */
    Refusal refusal() {
        return refusal;
    }

    /** The residual of what stands for a function now, complete in memory; null if there is none. */
    Residual load(int kind, long cause, int function, StaticArguments arguments) {
        Replacement replacement = replacements.begin(kind, cause, function, ROOM);
        if (replacement == null) {
            refusal = Refusal.NO_CODE_MEMORY;
            return null;
        }
        refusal = null;
        long below = redirections.top(KernelSymbols.start(function));
        long start = replacement.start;
        out.open(start);
        arguments.emitTest(out, start);
        int testBytes = out.bytes();
        ask(below, start + testBytes, ROOM - testBytes - WAY_ON_BYTES, arguments);
        Residual residual = receive(replacement, start + testBytes);
        int wayOn = testBytes + (int) channel.answered(ChannelMessage.RESIDUAL_BYTES);
        channel.done();
        if (residual != null) {
            refusal = complete(residual, function, arguments, below, wayOn);
        }
        if (refusal != null) {
            replacements.abandon(replacement);
            return null;
        }
        return residual;
    }

    private void ask(long code, long at, int room, StaticArguments arguments) {
        channel.begin();
        channel.put(code);
        channel.put(at);
        channel.put(room);
        channel.put(0);
        channel.put(arguments.count());
        for (int i = 0; i < arguments.count(); i++) {
            channel.put(arguments.index(i));
            channel.put(arguments.value(i));
        }
        channel.ask(ChannelMessage.RESIDUAL_WANTED);
    }

    /** Takes code and assumptions out of the answer; null if it has none. */
    private Residual receive(Replacement replacement, long at) {
        if (channel.answered(ChannelMessage.RESIDUAL_REFUSED) != 0) {
            refusal = Refusal.NO_RESIDUAL;
            return null;
        }
        if (channel.answered(ChannelMessage.RESIDUAL_HERE) == ChannelMessage.RESIDUAL_PAGE_BYTES - 8 * ChannelMessage.RESIDUAL_STREAM) {
            refusal = Refusal.TOO_LARGE;
            return null;
        }
        int bytes = (int) channel.answered(ChannelMessage.RESIDUAL_BYTES);
        for (int offset = 0; offset < bytes; offset += 4) {
            long pair = channel.answered(ChannelMessage.RESIDUAL_STREAM + offset / 8);
            text.write(at + offset, (int) (offset % 8 == 0 ? pair >>> 32 : pair));
        }
        text.flush(at, bytes);
        int position = ChannelMessage.RESIDUAL_STREAM + (bytes + 7) / 8;
        int count = (int) channel.answered(ChannelMessage.RESIDUAL_ASSUMPTIONS);
        int stores = (int) channel.answered(ChannelMessage.RESIDUAL_STORES);
        Step.begin();
        Assumptions assumptions = new Assumptions(stores);
        replacement.residual = new Residual(replacement, assumptions);
        Step.end();
        for (int i = 0; i < stores; i++) {
            assumptions.setStored(i, (int) channel.answered(position + ChannelMessage.ASSUMPTION_ROW * count + ChannelMessage.RESIDUAL_ROW * i));
        }
        for (int i = 0; i < count; i++) {
            if (!assume(assumptions, position + ChannelMessage.ASSUMPTION_ROW * i)) {
                refusal = Refusal.NOT_ASSUMABLE;
                return null;
            }
        }
        return replacement.residual;
    }

    private boolean assume(Assumptions assumptions, int position) {
        long object = channel.answered(position + 1);
        int field = (int) channel.answered(position + 2);
        long value = channel.answered(position + 3);
        return switch ((int) channel.answered(position) & KIND) {
            case ChannelMessage.ASSUMES_FIELD, ChannelMessage.ASSUMES_STATIC -> assumptions.addField(field, object, value);
            case ChannelMessage.ASSUMES_ALIVE -> assumptions.addAlive(object);
            default -> false;
        };
    }

    /** Adds the test of the arguments before the code, and behind it the way into the covered code; null, or why not. */
    private Refusal complete(Residual residual, int function, StaticArguments arguments, long below, int wayOn) {
        long start = residual.replacement.start;
        int bytes = wayOn;
        if (arguments.count() > 0) {
            if (!arguments.assumeIn(residual.assumptions)) {
                return Refusal.NOT_ASSUMABLE;
            }
            out.open(start + wayOn);
            Refusal noWay = redirections.emitCovered(out, below);
            if (noWay != null) {
                return noWay;
            }
            replacements.write(out);
            bytes += out.bytes();
            out.open(start);
            arguments.emitTest(out, start + wayOn);
            replacements.write(out);
        }
        return name(residual.replacement, function, bytes);
    }

    /** Only the entries correspond: the residual's words were made from many others. */
    private Refusal name(Replacement replacement, int function, int bytes) {
        int[] origins = replacements.origins(replacement, bytes >>> 2);
        origins[0] = (int) KernelSymbols.start(function);
        Refusal noRoom = replacements.add(replacement, function, replacement.start, bytes, 0, 0);
        if (noRoom == null) {
            replacement.versions.leadsBelow = true;
        }
        return noRoom;
    }
}
