package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.frontend.ClassInfo;
import dev.lamarck.toolchain.frontend.FieldInfo;
import dev.lamarck.toolchain.frontend.SymbolNames;
import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.ir.Access;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.residual.Abstract.Known;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part of memory that a residual may assume: the class of an object, final and quasi-invariant fields, array lengths, and elements of arrays that only
 * constructors fill. Objects of the image live for ever; others until they are freed, which is an assumption.
 */
final class TrustedMemory {
    private final World world;
    private final Image image;
    private final MemoryView memory;
    private final Map<Long, TypeRef> types = new HashMap<>();
    private final Set<TypeRef> fixedArrays = new HashSet<>();

    TrustedMemory(World world, Image image, MemoryView memory) {
        this.world = world;
        this.image = image;
        this.memory = memory;
        for (TypeRef type : world.numbers().types()) {
            types.put(image.address(SymbolNames.hub(type)), type);
            if (!type.isArray()) {
                world.store().get(type.className()).fields().stream().filter(FieldInfo::hasQuasiInvariantElements)
                    .forEach(f -> fixedArrays.add(new TypeRef(f.descriptor())));
            }
        }
    }

    /** The type of the object at an address; empty if no object can be there. */
    Optional<TypeRef> typeOf(Known object) {
        return object.bits() == 0 || (object.bits() & 7) != 0 ? Optional.empty()
            : Optional.ofNullable(types.get(hub(object)));
    }

    private long hub(Known object) {
        return memory.load(object.bits() + HubLayout.OBJECT_HUB, Datum.UNSIGNED_INT);
    }

    boolean isInstance(TypeRef type, TypeRef of) {
        return world.numbers().isSubtype(type, of);
    }

    /** What else of an object is sure if it is alive. */
    Set<Assumption> alive(Known object) {
        Set<Assumption> all = new HashSet<>(object.assumptions());
        if (image.file().symbolAt(object.bits()).filter(s -> s.type() == ElfSymbol.Type.OBJECT).isEmpty()) {
            all.add(new Assumption.Alive(object.bits(), hub(object), typeOf(object).orElseThrow()));
        }
        return all;
    }

    /** The value of an instance field that may be assumed. */
    Optional<Known> field(Known object, FieldRef ref) {
        FieldInfo field = world.store().field(ref);
        Optional<TypeRef> type = typeOf(object).filter(t -> !t.isArray() && declares(t, field));
        if (type.isEmpty() || !field.isFinal() && !field.isQuasiInvariant()) {
            return Optional.empty();
        }
        long value = memory.load(object.bits() + world.layouts().offsetOf(field), Datum.ofDescriptor(ref.descriptor()));
        Known known = new Known(Type.ofDescriptor(ref.descriptor()), value, alive(object), true);
        return Optional.of(field.isFinal() ? known : known.assuming(Set.of(new Assumption.Field(object.bits(), ref, value))));
    }

    private boolean declares(TypeRef type, FieldInfo field) {
        return world.store().superclasses(type.className()).stream().map(ClassInfo::name).anyMatch(field.owner().name()::equals);
    }

    Optional<Known> staticField(FieldRef ref) {
        FieldInfo field = world.store().field(ref);
        if (!field.isFinal() && !field.isQuasiInvariant()) {
            return Optional.empty();
        }
        long value = memory.load(image.address(SymbolNames.of(ref)), Datum.ofDescriptor(ref.descriptor()));
        Set<Assumption> assumptions = field.isFinal() ? Set.of() : Set.of(new Assumption.Static(ref, value));
        return Optional.of(new Known(Type.ofDescriptor(ref.descriptor()), value, assumptions, true));
    }

    Optional<Known> length(Known array) {
        return typeOf(array).filter(this::hasLength)
            .map(_ -> new Known(Type.INT, memory.load(array.bits() + HubLayout.ARRAY_LENGTH, Datum.INT), alive(array), true));
    }

    /** A String is laid out as an array of bytes. */
    private boolean hasLength(TypeRef type) {
        return type.isArray() || type.descriptor().equals("Ljava/lang/String;");
    }

    Optional<Known> element(Known array, Known index, Access access, Type type) {
        Optional<Known> length = length(array).filter(n -> index.bits() >= 0 && index.bits() < n.bits());
        if (length.isEmpty() || !typeOf(array).filter(fixedArrays::contains).isPresent()) {
            return Optional.empty();
        }
        long address = array.bits() + HubLayout.ARRAY_ELEMENTS + (index.bits() << access.datum().shift());
        return Optional.of(new Known(type, memory.load(address, access.datum()), alive(array), true).assuming(index.assumptions()));
    }
}
