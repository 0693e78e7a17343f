package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.isa.Decoder;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.Source2;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.StoreTable;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.workloads.world.World;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks at every store of a kernel from outside and compares it with the store table: which field of which live object does it write, and
 * is there a row? An object is live from the return of its allocation until it is handed to be freed. Objects of the image always are.
 */
final class StoreWatch {
    /** Where the kernel heap lies. */
    private static final long DIRECT = 0x8000_0000L;

    private record Row(int field, long address) {}

    private final Machine machine;
    private final Image image;
    private final StoreTable table;
    private final Map<Long, List<Integer>> fieldsOfHub = new HashMap<>();
    private final TreeMap<Long, Long> live = new TreeMap<>();
    private final TreeMap<Long, Integer> statics = new TreeMap<>();
    private final Set<Row> rows = new HashSet<>();
    private final Set<String> unlisted = new HashSet<>();
    private final Set<String> writtenByAssembly = new HashSet<>();
    private final Set<Row> seen = new HashSet<>();
    private long writes;

    StoreWatch(World world) {
        machine = world.machine();
        image = world.kernelImage();
        table = StoreTable.of(image);
        table.stores().forEach(s -> rows.add(new Row(s.field(), s.address())));
        for (int i = 0; i < table.fields().size(); i++) {
            StoreTable.Field field = table.fields().get(i);
            if (field.isStatic()) {
                statics.put(field.place(), i);
            }
        }
        for (ElfSymbol symbol : image.file().symbols()) {
            if (symbol.type() == ElfSymbol.Type.OBJECT && symbol.name().contains("#")) {
                live.put(symbol.address(), Integer.toUnsignedLong(ByteBuffer.wrap(image.file().loaded(symbol.address(), 4)).getInt()));
            }
        }
        watchAllocation();
        watchStores();
    }

    /** Writes of compiled code to fields that no row told of: field and function. */
    Set<String> unlisted() {
        return unlisted;
    }

    /** Fields that assembly routines, which the table leaves out, wrote. */
    Set<String> writtenByAssembly() {
        return writtenByAssembly;
    }

    /** Writes to fields in all, and how many different rows they were of. */
    long writes() {
        return writes;
    }

    int rowsSeen() {
        return seen.size();
    }

    private void watchAllocation() {
        Set<Long> allocators = new HashSet<>();
        for (StoreTable.Store store : table.stores()) {
            if (store.allocates()) {
                allocators.add(store.address());
            } else if (store.frees()) {
                machine.watch(store.address(), (cycle, pc) -> live.remove(machine.registers().integer(8)));
            }
        }
        eachWord((pc, insn) -> {
            if (insn instanceof Insn.Call call && allocators.contains(pc + call.displacement())) {
                machine.watch(pc + 8, (cycle, at) -> made(machine.registers().integer(8)));
            }
        });
    }

    private void made(long object) {
        live.put(object, Integer.toUnsignedLong(word(object)));
    }

    private int word(long address) {
        return ByteBuffer.wrap(machine.readPhysical(address >= DIRECT ? address - DIRECT : address, 4)).getInt();
    }

    private void watchStores() {
        eachWord((pc, insn) -> {
            switch (insn) {
                case Insn.Store s when s.asi() == 0 -> machine.watch(pc, (cycle, at) -> written(at, s.rs1(), s.source2()));
                case Insn.CompareAndSwap c when c.asi() == 0x80 -> machine.watch(pc, (cycle, at) -> written(at, c.rs1(), Source2.immediate(0)));
                case Insn.Atomic a -> machine.watch(pc, (cycle, at) -> written(at, a.rs1(), a.source2()));
                default -> { }
            }
        });
    }

    private void written(long pc, int base, Source2 offset) {
        RegisterView registers = machine.registers();
        long address = registers.integer(base) + switch (offset) {
            case Source2.Immediate i -> i.value();
            case Source2.Register r -> registers.integer(r.number());
        };
        int field = fieldAt(address);
        if (field >= 0 && registers.isPrivileged()) {
            writes++;
            seen.add(new Row(field, pc));
            if (pc < image.textStart()) {
                writtenByAssembly.add(table.fields().get(field).toString());
            } else if (!rows.contains(new Row(field, pc))) {
                unlisted.add(table.fields().get(field) + " by " + image.functionAt(pc).map(ElfSymbol::name).orElse("?"));
            }
        }
    }

    /** Number of the field that an address belongs to, or −1. */
    private int fieldAt(long address) {
        if (statics.containsKey(address)) {
            return statics.get(address);
        }
        Map.Entry<Long, Long> object = live.floorEntry(address);
        if (object == null) {
            return -1;
        }
        long offset = address - object.getKey();
        return fieldsOfHub.computeIfAbsent(object.getValue(), this::fieldsOf).stream()
                .filter(f -> table.fields().get(f).place() == offset).findFirst().orElse(-1);
    }

    /** The fields of a class, inherited ones included. */
    private List<Integer> fieldsOf(long hub) {
        Set<Long> hubs = new HashSet<>();
        for (long at = hub; at != 0; at = superHub(at)) {
            hubs.add(at);
        }
        List<Integer> fields = new ArrayList<>();
        for (int i = 0; i < table.fields().size(); i++) {
            if (hubs.contains(table.fields().get(i).hub())) {
                fields.add(i);
            }
        }
        return fields;
    }

    private long superHub(long hub) {
        return ByteBuffer.wrap(image.file().loaded(hub + HubLayout.SUPER, 8)).getLong();
    }

    private interface Visitor {
        void visit(long pc, Insn insn);
    }

    private void eachWord(Visitor visitor) {
        for (long pc = image.address("_trap_start"); pc < image.address("_text_end"); pc += 4) {
            visitor.visit(pc, Decoder.decode(ByteBuffer.wrap(image.file().loaded(pc, 4)).getInt()));
        }
    }
}
