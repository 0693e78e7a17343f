package dev.lamarck.workloads.image;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which kernel is linked from the sources. One that does without a part has a <em>stand-in</em> for the class by which the others reach that part: a class
 * beside it with the same methods, which is linked under its name; and what is behind it is left out ({@code docs/decisions/006}). Calls whose handlers are left out do not
 * exist (ENOSYS).
 */
public enum KernelVariant {
    STANDARD("standard", "everything", List.of(), Map.of()),
    LAB("lab", "for a first course: processes, memory, files in memory, pipes, signals, terminals; no network, no file system on a disk, no page-out, no changes of its own code",
            List.of("dev/lamarck/kernel/net/", "dev/lamarck/kernel/ufs/", "dev/lamarck/kernel/paging/", "dev/lamarck/kernel/fs/socket/", "dev/lamarck/kernel/fs/poll/", "dev/lamarck/kernel/ipc/", "dev/lamarck/kernel/trap/InterruptStack", "dev/lamarck/kernel/tty/Pseudo", "dev/lamarck/kernel/fs/device/Pseudo", "dev/lamarck/kernel/evolve/", "dev/lamarck/instrumentation/",
                    "dev/lamarck/syscalls/SocketCalls", "dev/lamarck/syscalls/SocketMessageCalls", "dev/lamarck/syscalls/SocketOptionCalls", "dev/lamarck/syscalls/SocketFile",
                    "dev/lamarck/syscalls/SocketAddresses", "dev/lamarck/syscalls/EpollCalls", "dev/lamarck/syscalls/DescriptorEventCalls", "dev/lamarck/syscalls/CopyCalls", "dev/lamarck/syscalls/SpliceCalls", "dev/lamarck/syscalls/FileSystemCalls",
                    "dev/lamarck/syscalls/SpaceCalls", "dev/lamarck/syscalls/MappingCalls", "dev/lamarck/syscalls/SchedulingCalls", "dev/lamarck/syscalls/ControlCalls", "dev/lamarck/syscalls/TimerCalls", "dev/lamarck/syscalls/QueuedSignalCalls",
                    "dev/lamarck/syscalls/IpcCalls", "dev/lamarck/syscalls/IpcStructures", "dev/lamarck/syscalls/SharedMemoryCalls", "dev/lamarck/syscalls/SemaphoreCalls", "dev/lamarck/syscalls/MessageCalls", "dev/lamarck/syscalls/PosixQueueCalls"),
            Map.ofEntries(
                    Map.entry("dev/lamarck/kernel/net/Network", "dev/lamarck/kernel/net/NoNetwork"),
                    Map.entry("dev/lamarck/kernel/ufs/DataDisk", "dev/lamarck/kernel/ufs/NoDataDisk"),
                    Map.entry("dev/lamarck/kernel/paging/PageOut", "dev/lamarck/kernel/paging/NoPaging"),
                    Map.entry("dev/lamarck/kernel/kmem/MagazineLayer", "dev/lamarck/kernel/kmem/NoMagazines"),
                    Map.entry("dev/lamarck/kernel/mm/AllocationFailures", "dev/lamarck/kernel/mm/NoAllocationFailures"),
                    Map.entry("dev/lamarck/kernel/kmem/KmemAudit", "dev/lamarck/kernel/kmem/NoAudit"),
                    Map.entry("dev/lamarck/kernel/sched/InterruptThreads", "dev/lamarck/kernel/sched/NoInterruptThreads"),
                    Map.entry("dev/lamarck/kernel/trap/UnalignedDoubles", "dev/lamarck/kernel/trap/NoUnalignedDoubles"),
                    Map.entry("dev/lamarck/kernel/fs/SpecialFiles", "dev/lamarck/kernel/fs/NoSpecialFiles"),
                    Map.entry("dev/lamarck/kernel/fs/UncommonOpening", "dev/lamarck/kernel/fs/NoUncommonOpening"),
                    Map.entry("dev/lamarck/kernel/fs/proc/FurtherEntries", "dev/lamarck/kernel/fs/proc/NoFurtherEntries"),
                    Map.entry("dev/lamarck/kernel/process/InheritingFutex", "dev/lamarck/kernel/process/NoInheritingFutex"),
                    Map.entry("dev/lamarck/kernel/ipc/Leaving", "dev/lamarck/kernel/ipc/NoLeaving"),
                    Map.entry("dev/lamarck/kernel/tty/FurtherTerminals", "dev/lamarck/kernel/tty/NoFurtherTerminals"),
                    Map.entry("dev/lamarck/kernel/evolve/Evolve", "dev/lamarck/kernel/evolve/NoEvolution")));

    /** Of parts that are left out, what others use all the same. */
    private static final List<String> KEPT = List.of("dev/lamarck/kernel/evolve/KernelSymbols", "dev/lamarck/kernel/fs/socket/SocketNode", "dev/lamarck/kernel/fs/socket/Socket");

    private final String label;
    private final String purpose;
    private final List<String> leftOut;
    /** By the name of what each stands in for. */
    private final Map<String, String> standIns;

    KernelVariant(String label, String purpose, List<String> leftOut, Map<String, String> standIns) {
        this.label = label;
        this.purpose = purpose;
        this.leftOut = leftOut;
        this.standIns = standIns;
    }

    public String label() {
        return label;
    }

    /** What is in it, in a line. */
    public String purpose() {
        return purpose;
    }

    public static Optional<KernelVariant> named(String name) {
        return Arrays.stream(values()).filter(each -> each.label.equals(name)).findFirst();
    }

    /** Of all classes of the sources, those that this kernel is linked from. */
    SortedMap<String, byte[]> select(Map<String, byte[]> all) {
        SortedMap<String, byte[]> selected = new TreeMap<>(all);
        selected.keySet().removeIf(name -> isStandIn(name) || isLeftOut(name));
        standIns.forEach((original, standIn) -> selected.put(original, RenamedClass.of(all.get(standIn), standIn, original)));
        return selected;
    }

    private static boolean isStandIn(String name) {
        return Arrays.stream(values()).anyMatch(each -> each.standIns.containsValue(name));
    }

    private boolean isLeftOut(String name) {
        return leftOut.stream().anyMatch(name::startsWith) && KEPT.stream().noneMatch(kept -> name.equals(kept) || name.startsWith(kept + "$"));
    }
}
