package dev.lamarck.workloads.image;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Request;
import dev.lamarck.toolchain.link.ElfFile;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.programs.utilities.Utilities;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The user programs that come with Lamarck: each class of {@code workloads.programs} with a {@code main}. */
public final class Programs {
    private final Images images;

    public Programs(Images images) {
        this.images = images;
    }

    /** Executables by name in the guest: the class's in lower case. */
    public SortedMap<String, Content> all() throws CompilationException {
        return images.own("programs", Programs::requests);
    }

    private static SortedMap<String, Request> requests() {
        SortedMap<String, byte[]> classes = ClassFiles.programs();
        SortedMap<String, Request> requests = new TreeMap<>();
        for (Map.Entry<String, byte[]> candidate : classes.entrySet()) {
            if (ClassFiles.declaresMain(candidate.getValue())) {
                String name = candidate.getKey().substring(candidate.getKey().lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
                requests.put(name, Images.programRequest(classes, candidate.getKey()));
            }
        }
        return requests;
    }

    /** Adds to a disk what every boot has: the folders, and the programs that are not there already, without what debuggers read, since each boot reads the whole disk. */
    public DiskImage install(DiskImage disk) throws CompilationException {
        disk.folder("/tmp").folder(BootArguments.WORKING_DIRECTORY).folder("/dev");
        for (Map.Entry<String, Content> program : all().entrySet()) {
            String path = "/bin/" + program.getKey();
            if (!disk.contains(path)) {
                disk.file(path, stripped(program.getValue()), true);
            }
        }
        link(disk, "sh", "shell");
        for (String name : Utilities.names()) {
            link(disk, name, "utilities");
        }
        return disk;
    }

    private static byte[] stripped(Content program) {
        try {
            return ElfFile.stripped(program.bytes());
        } catch (ElfFormatException e) {
            throw new IllegalStateException("our own linker's file", e);
        }
    }

    private static void link(DiskImage disk, String name, String target) {
        if (!disk.contains("/bin/" + name)) {
            disk.link("/bin/" + name, target);
        }
    }
}
