package dev.lamarck.instrumentation.splice;

import dev.lamarck.hardware.isa.code.DefUse;
import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;

/**
 * The displaced instruction, rewritten to do in the patch what it did in its place: same registers written, the original address
 * where the program counter is visible, control to the original places. A control transfer takes a copy of its delay slot along;
 * the slot stays where it was for those who jump to it.
 */
final class Relocation {
    /** Dead at the entry of any callee by the calling convention. */
    private static final long SCRATCH = 0x3eL;

    private Relocation() {}

    /** Emits the site's instruction and the jumps out of the patch. */
    static Refusal emit(CodeBuffer out, LaunchSite site) {
        int word = site.word;
        switch (Flow.kind(word)) {
            case Flow.SEQUENTIAL, Flow.TRAP -> sequential(out, site);
            case Flow.BRANCH -> branch(out, site);
            case Flow.CALL -> {
                return call(out, site);
            }
            case Flow.JUMP -> {
                return jump(out, site);
            }
            case Flow.RETURN -> {
                out.emit(word);
                out.emit(site.slot);
            }
            case Flow.TRAP_RETURN -> out.emit(word);
            default -> {
                return Refusal.ILLEGAL_INSTRUCTION;
            }
        }
        return null;
    }

    private static void sequential(CodeBuffer out, LaunchSite site) {
        if (Opcode.of(site.word) == Opcode.RDPC) {
            Reach.constant(out, site.address, Fields.rd(site.word));
        } else {
            out.emit(site.word);
        }
        Reach.jump(out, site.address + 4, site.deadAtFall);
    }

    /** The condition is tested by a short branch inside the patch, since long reach and conditions exclude each other. */
    private static void branch(CodeBuffer out, LaunchSite site) {
        int word = site.word;
        long to = Flow.target(word, site.address);
        if (Flow.isConditional(word)) {
            int test = out.reserve();
            boolean slotIsGuarded = site.guardsConditionalSlot();
            out.emit(slotIsGuarded ? Emit.nop() : site.slot);
            Reach.jump(out, site.address + 8, site.deadAtFall);
            out.set(test, Flow.retarget(word, out.address(test), out.here()));
            if (slotIsGuarded) {
                site.emitSlotSnippets(out);
                out.emit(site.slot);
            }
            Reach.jump(out, to, site.deadAtTarget);
            return;
        }
        if (!Flow.isAnnulled(word)) {
            out.emit(site.slot);
        }
        if (Flow.isAlways(word)) {
            Reach.jump(out, to, site.deadAtTarget);
        } else {
            Reach.jump(out, site.address + 8, site.deadAtFall);
        }
    }

    /** The callee finds the original call's address in %o7 and returns behind the original. */
    private static Refusal call(CodeBuffer out, LaunchSite site) {
        long to = Flow.target(site.word, site.address);
        Reach.constant(out, site.address, RegisterSet.O7);
        if (Reach.oneBranch(out.here(), to)) {
            out.emit(Reach.branchWithSlot(out.here(), to));
            out.emit(site.slot);
            return null;
        }
        long free = scratch(site.slot);
        if (free == 0) {
            return Refusal.NO_REGISTER;
        }
        Reach.throughRegister(out, to, Long.numberOfTrailingZeros(free), site.slot);
        return null;
    }

    private static Refusal jump(CodeBuffer out, LaunchSite site) {
        int word = site.word;
        int link = Fields.rd(word);
        if (link == 0) {
            out.emit(word);
        } else if ((DefUse.uses(word) & RegisterSet.of(link)) == 0) {
            Reach.constant(out, site.address, link);
            out.emit(withDestination(word, 0));
        } else {
            long free = scratch(site.slot) & ~RegisterSet.of(link);
            if (free == 0) {
                return Refusal.NO_REGISTER;
            }
            int to = Long.numberOfTrailingZeros(free);
            out.emit(Fields.isImmediate(word) ? Emit.addImmediate(Fields.rs1(word), Fields.simm13(word), to)
                    : Emit.add(Fields.rs1(word), Fields.rs2(word), to));
            Reach.constant(out, site.address, link);
            out.emit(Emit.jump(to, 0, 0));
        }
        out.emit(site.slot);
        return null;
    }

    private static int withDestination(int word, int rd) {
        return word & ~(31 << 25) | rd << 25;
    }

    /** Registers that carry nothing into a callee and that the slot does not touch. */
    private static long scratch(int slot) {
        return SCRATCH & ~(DefUse.uses(slot) | DefUse.defines(slot));
    }
}
