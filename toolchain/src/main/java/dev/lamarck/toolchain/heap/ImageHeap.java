package dev.lamarck.toolchain.heap;

import dev.lamarck.toolchain.Diagnostic;
import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.frontend.ClassInfo;
import dev.lamarck.toolchain.frontend.ClassLayouts;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.FieldInfo;
import dev.lamarck.toolchain.frontend.HostValues;
import dev.lamarck.toolchain.frontend.StandIns;
import dev.lamarck.toolchain.frontend.SymbolNames;
import dev.lamarck.toolchain.ir.DataObject;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.StringLiteral;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.magic.HubLayout;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The image heap: the host's objects that the reached static fields lead to. While the closure grows it is walked anew each time
 * ({@link #instantiated}), for initialisers may still change it; {@link #freeze} then fixes contents and symbols. Equal strings are one object.
 */
public final class ImageHeap implements HostValues {
    private final ClassStore store;
    private final ClassLayouts layouts;
    private final HostClasses host;
    private final TreeMap<String, FieldInfo> statics = new TreeMap<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Map<Object, String> symbols = new IdentityHashMap<>();
    private final Map<String, String> strings = new HashMap<>();
    private final Map<String, Integer> counters = new HashMap<>();
    private final List<DataObject> data = new ArrayList<>();

    /** An object met in a walk, and the way to it for messages. */
    private record Met(Object object, String way, FieldInfo field) {}

    public ImageHeap(ClassStore store, ClassLayouts layouts, boolean assertions) {
        this.store = store;
        this.layouts = layouts;
        this.host = new HostClasses(store, layouts, assertions);
    }

    @Override
    public Optional<Diagnostic> initialize(ClassInfo type) {
        return host.initialize(type);
    }

    @Override
    public void reach(FieldInfo field) {
        statics.put(field.toString(), field);
    }

    @Override
    public SortedSet<TypeRef> instantiated() {
        SortedSet<TypeRef> types = new TreeSet<>(Comparator.comparing(TypeRef::descriptor));
        diagnostics.clear();
        walk().forEach(m -> types.add(typeOf(m.object)));
        return types;
    }

    /** Objects that cannot be in an image, found by the last walk. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** All objects reachable, breadth first from the static fields by name; strings and classes apart. */
    private List<Met> walk() {
        Map<Object, Boolean> seen = new IdentityHashMap<>();
        Deque<Met> queue = new ArrayDeque<>();
        List<Met> order = new ArrayList<>();
        for (FieldInfo field : statics.values()) {
            if (field.isReference()) {
                queue.add(new Met(host.read(field, null), field.toString(), field));
            }
        }
        while (!queue.isEmpty()) {
            Met met = queue.poll();
            boolean own = met.object == null || met.object instanceof String || met.object instanceof Class<?>;
            if (own || seen.put(met.object, true) != null) {
                continue;
            }
            if (isKnown(met.object)) {
                order.add(met);
                queue.addAll(references(met));
            } else {
                foreign(met);
            }
        }
        return order;
    }

    private boolean isKnown(Object object) {
        Class<?> type = object.getClass();
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return type.isPrimitive() && type != double.class && type != float.class || store.find(type.getName().replace('.', '/')).isPresent();
    }

    private void foreign(Met met) {
        diagnostics.add(new Diagnostic(Rule.IMAGE_OBJECT, met.field.owner().sourceFile(), 0,
            met.way + " holds a " + met.object.getClass().getName() + ", which is not part of the program"));
    }

    private List<Met> references(Met met) {
        List<Met> result = new ArrayList<>();
        if (met.object instanceof Object[] array) {
            for (int i = 0; i < array.length; i++) {
                result.add(new Met(array[i], met.way + "[" + i + "]", met.field));
            }
        } else if (!met.object.getClass().isArray()) {
            for (FieldInfo field : fieldsByOffset(met.object)) {
                if (field.isReference()) {
                    result.add(new Met(host.read(field, met.object), met.way + "." + field.name(), met.field));
                }
            }
        }
        return result;
    }

    private List<FieldInfo> fieldsByOffset(Object object) {
        Map<FieldInfo, Integer> offsets = layouts.of(store.get(typeOf(object).className())).offsets();
        return offsets.keySet().stream().sorted(Comparator.comparing(offsets::get)).toList();
    }

    private static TypeRef typeOf(Object object) {
        return new TypeRef(object.getClass().descriptorString());
    }

    /** Ends the growth: lays out all objects and static fields. */
    public void freeze() {
        List<Met> objects = walk();
        objects.forEach(m -> symbols.put(m.object, newSymbol(SymbolNames.javaName(typeOf(m.object)))));
        statics.values().forEach(this::layOutStatic);
        objects.forEach(m -> layOut(m.object));
    }

    private String newSymbol(String type) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        int number = counters.merge(simple, 1, Integer::sum);
        return simple + "#" + number;
    }

    /** Makes the arrays read-only to which nothing leads but final static fields, none of them of these. */
    public void makeArraysConstant(Set<FieldInfo> writable) {
        Set<Object> constant = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Object> held = Collections.newSetFromMap(new IdentityHashMap<>());
        for (FieldInfo field : statics.values()) {
            if (field.isReference()) {
                boolean reads = field.isFinal() && field.descriptor().startsWith("[") && !writable.contains(field);
                (reads ? constant : held).add(host.read(field, null));
            }
        }
        walk().forEach(m -> references(m).forEach(r -> held.add(r.object)));
        constant.removeAll(held);
        Set<String> names = constant.stream().map(symbols::get).collect(Collectors.toSet());
        data.replaceAll(d -> names.contains(d.symbol()) ? d.in(DataObject.Section.RODATA) : d);
    }

    private void layOutStatic(FieldInfo field) {
        int size = Datum.ofDescriptor(field.descriptor()).bytes();
        ObjectBytes bytes = new ObjectBytes(size);
        put(bytes, 0, field.descriptor(), host.read(field, null));
        data.add(bytes.writable(SymbolNames.of(field.ref()), size));
    }

    private void layOut(Object object) {
        ObjectBytes bytes = object.getClass().isArray() ? array(object) : instance(object);
        bytes.address(HubLayout.OBJECT_HUB, 4, SymbolNames.hub(typeOf(object)));
        data.add(bytes.writable(symbols.get(object), 8));
    }

    private ObjectBytes instance(Object object) {
        ClassLayouts.Layout layout = layouts.of(store.get(typeOf(object).className()));
        ObjectBytes bytes = new ObjectBytes(layout.bytes());
        for (FieldInfo field : fieldsByOffset(object)) {
            put(bytes, layout.offsets().get(field), field.descriptor(), host.read(field, object));
        }
        return bytes;
    }

    private ObjectBytes array(Object array) {
        String element = typeOf(array).element();
        int size = Datum.ofDescriptor(element).bytes();
        int length = Array.getLength(array);
        ObjectBytes bytes = new ObjectBytes(HubLayout.ARRAY_ELEMENTS + length * size + 7 & ~7);
        bytes.put(HubLayout.ARRAY_LENGTH, 4, length);
        for (int i = 0; i < length; i++) {
            put(bytes, HubLayout.ARRAY_ELEMENTS + i * size, element, Array.get(array, i));
        }
        return bytes;
    }

    private void put(ObjectBytes bytes, int offset, String descriptor, Object value) {
        int size = Datum.ofDescriptor(descriptor).bytes();
        switch (value) {
            case null -> { }
            case Boolean b when descriptor.equals("Z") -> bytes.put(offset, size, b ? 1 : 0);
            case Character c when descriptor.equals("C") -> bytes.put(offset, size, c);
            case Number n when descriptor.length() == 1 -> bytes.put(offset, size, n.longValue());
            default -> bytes.address(offset, size, symbolOf(value));
        }
    }

    /** The symbol of an object of the image, a string or a class. */
    public String symbolOf(Object object) {
        return switch (object) {
            case String text -> symbolOf(new StringLiteral(text));
            case Class<?> type -> SymbolNames.hub(new TypeRef(type.descriptorString()));
            default -> symbols.get(object);
        };
    }

    /** The symbol of a string constant, which is laid out if it is new. */
    public String symbolOf(StringLiteral literal) {
        String known = strings.get(literal.text());
        if (known != null) {
            return known;
        }
        String symbol = newSymbol("String");
        strings.put(literal.text(), symbol);
        byte[] text = literal.text().getBytes(StandardCharsets.UTF_8);
        ObjectBytes bytes = new ObjectBytes(HubLayout.ARRAY_ELEMENTS + text.length + 7 & ~7);
        bytes.address(HubLayout.OBJECT_HUB, 4, SymbolNames.hub(TypeRef.ofClass(StandIns.STRING)));
        bytes.put(HubLayout.ARRAY_LENGTH, 4, text.length);
        for (int i = 0; i < text.length; i++) {
            bytes.put(HubLayout.ARRAY_ELEMENTS + i, 1, text[i]);
        }
        data.add(bytes.readOnly(symbol, 8));
        return symbol;
    }

    /** The object that a final static field holds; empty if that is null. */
    public Optional<Object> finalObject(FieldInfo field) {
        return Optional.ofNullable(host.read(field, null));
    }

    /** The length of an array or string of the image. */
    public int lengthOf(Object object) {
        return object instanceof String text ? text.getBytes(StandardCharsets.UTF_8).length : Array.getLength(object);
    }

    /** The value of a final static field of a primitive type. */
    public long finalNumber(FieldInfo field) {
        return switch (host.read(field, null)) {
            case Boolean b -> b ? 1 : 0;
            case Character c -> c;
            case Number n -> n.longValue();
            default -> throw new AssertionError(field);
        };
    }

    /** The static fields that are part of the image, by name. */
    public Collection<FieldInfo> statics() {
        return statics.values();
    }

    /** Everything laid out so far. */
    public List<DataObject> data() {
        return data;
    }
}
