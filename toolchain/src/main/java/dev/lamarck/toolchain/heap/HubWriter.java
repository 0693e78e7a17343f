package dev.lamarck.toolchain.heap;

import dev.lamarck.toolchain.frontend.ClassInfo;
import dev.lamarck.toolchain.frontend.ClassLayouts;
import dev.lamarck.toolchain.frontend.FieldInfo;
import dev.lamarck.toolchain.frontend.MethodInfo;
import dev.lamarck.toolchain.frontend.StandIns;
import dev.lamarck.toolchain.frontend.SymbolNames;
import dev.lamarck.toolchain.frontend.TypeNumbers;
import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.ir.DataObject;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.StringLiteral;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.magic.HubLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the hubs of all types that have one, as {@link HubLayout} says, and their interface tables. */
public final class HubWriter {
    private static final TypeRef OBJECT = TypeRef.ofClass(StandIns.OBJECT);

    private final World world;
    private final ImageHeap heap;
    private final List<DataObject> data = new ArrayList<>();

    private HubWriter(World world, ImageHeap heap) {
        this.world = world;
        this.heap = heap;
    }

    /** Hubs in the order of class ids, each after its interface table. */
    public static List<DataObject> write(World world, ImageHeap heap) {
        HubWriter writer = new HubWriter(world, heap);
        world.numbers().types().forEach(writer::hub);
        return writer.data;
    }

    private void hub(TypeRef type) {
        List<Optional<MethodInfo>> vtable = type.isArray() ? List.of() : world.dispatch().vtable(classOf(type));
        ObjectBytes bytes = new ObjectBytes(HubLayout.VTABLE + 4 * vtable.size() + 7 & ~7);
        TypeNumbers.Interval interval = world.numbers().subclassInterval(type);
        bytes.put(HubLayout.CLASS_ID, 4, world.numbers().id(type));
        bytes.put(HubLayout.INSTANCE_BYTES, 4, type.isArray() ? ClassLayouts.ARRAY_BYTES : world.layouts().of(classOf(type)).bytes());
        bytes.put(HubLayout.FLAGS, 4, flags(type));
        bytes.put(HubLayout.FIRST_SUBCLASS, 4, interval.first());
        bytes.put(HubLayout.LAST_SUBCLASS, 4, interval.last());
        if (type.isArray() && world.numbers().has(new TypeRef(type.element()))) {
            bytes.address(HubLayout.ELEMENT_HUB, 4, SymbolNames.hub(new TypeRef(type.element())));
        }
        bytes.address(HubLayout.NAME, 8, heap.symbolOf(new StringLiteral(SymbolNames.javaName(type))));
        superType(type).ifPresent(s -> bytes.address(HubLayout.SUPER, 8, SymbolNames.hub(s)));
        interfaceTable(type).ifPresent(symbol -> bytes.address(HubLayout.INTERFACES, 8, symbol));
        bytes.put(HubLayout.VTABLE_LENGTH, 4, vtable.size());
        bytes.put(HubLayout.REFERENCES, 4, references(type));
        if (world.instantiated().contains(type)) {
            addresses(bytes, HubLayout.VTABLE, vtable);
        }
        data.add(bytes.writable(SymbolNames.hub(type), 8));
    }

    private ClassInfo classOf(TypeRef type) {
        return world.store().get(type.className());
    }

    private int flags(TypeRef type) {
        if (!type.isArray()) {
            return classOf(type).isScratch() ? HubLayout.FLAG_SCRATCH : 0;
        }
        boolean references = type.element().startsWith("L") || type.element().startsWith("[");
        int shift = Datum.ofDescriptor(type.element()).shift();
        return HubLayout.FLAG_ARRAY | (references ? HubLayout.FLAG_REFERENCE_ELEMENTS : 0) | shift << HubLayout.ELEMENT_SHIFT_POSITION;
    }

    /** Bit i: the doubleword i of the fields is a reference; bit 31: one of those beyond is. */
    private int references(TypeRef type) {
        int map = 0;
        if (!type.isArray()) {
            for (Map.Entry<FieldInfo, Integer> field : world.layouts().of(classOf(type)).offsets().entrySet()) {
                int word = (field.getValue() - HubLayout.OBJECT_FIELDS) / 8;
                map |= field.getKey().isReference() ? 1 << Math.min(word, 31) : 0;
            }
        }
        return map;
    }

    private Optional<TypeRef> superType(TypeRef type) {
        if (type.isArray()) {
            return Optional.of(OBJECT);
        }
        return Optional.ofNullable(classOf(type).superName()).map(TypeRef::ofClass);
    }

    private Optional<String> interfaceTable(TypeRef type) {
        if (type.isArray() || !world.instantiated().contains(type)) {
            return Optional.empty();
        }
        List<Optional<MethodInfo>> table = world.dispatch().interfaceTable(classOf(type));
        if (table.isEmpty()) {
            return Optional.empty();
        }
        String symbol = SymbolNames.hub(type) + ".interfaces";
        ObjectBytes bytes = new ObjectBytes(4 * table.size() + 7 & ~7);
        addresses(bytes, 0, table);
        data.add(bytes.readOnly(symbol, 8));
        return Optional.of(symbol);
    }

    /** Slots that the class has no method for stay zero, as do all slots of classes without instances. */
    private static void addresses(ObjectBytes bytes, int offset, List<Optional<MethodInfo>> methods) {
        for (int i = 0; i < methods.size(); i++) {
            int at = offset + 4 * i;
            methods.get(i).ifPresent(m -> bytes.address(at, 4, m.source().symbol()));
        }
    }
}
