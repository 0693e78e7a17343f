package dev.lamarck.workloads.hazard;

import dev.lamarck.hardware.machine.BootMedia;
import dev.lamarck.hardware.machine.Host;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.nio.ByteBuffer;

/** The booted kernel, just before its scene begins, and the places that matter in it. */
final class Theatre {
    final Image kernel;
    final long subject;
    final long subjectEnd;
    final long bootInstructions;
    private final MachineConfiguration configuration;
    private final BootMedia media;
    private final byte[] beforeScene;

    /** Boots the job's world. */
    Theatre(Job job) {
        World world = new World(job, Terminal.scripted(job.input()));
        kernel = world.kernelImage();
        configuration = world.machine().configuration();
        media = world.machine().media();
        beforeScene = world.stateBefore(kernel.address("hazard_play")).orElseThrow(() -> new IllegalStateException("the scene was not reached"));
        bootInstructions = world.machine().instructions();
        subject = kernel.address("hazard_subject");
        subjectEnd = subject + kernel.functionAt(subject).orElseThrow().size();
    }

    /** A machine of its own for one user. */
    Machine machine() {
        Machine machine = new Machine(configuration, media, Host.none());
        machine.restore(beforeScene);
        return machine;
    }

    int words() {
        return (int) (subjectEnd - subject) / Integer.BYTES;
    }

    /** The linker's word at an address of text. */
    int linked(long address) {
        return ByteBuffer.wrap(kernel.file().loaded(address, Integer.BYTES)).getInt();
    }

    boolean isInSubject(long pc) {
        return pc >= subject && pc < subjectEnd;
    }

    boolean isInPatch(long pc) {
        return pc >= kernel.address("_patch_start") && pc < kernel.address("_patch_end");
    }

    static int word(Machine machine, long address) {
        return ByteBuffer.wrap(machine.readPhysical(address, Integer.BYTES)).getInt();
    }
}
