package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.ir.FieldRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The program's classes, parsed on first use: those of the request, {@code toolchain.magic}, and the few JDK classes with stand-ins
 * ({@link StandIns}). Resolves members as the JVM specification has it (5.4.3). Any other JDK class is unknown here.
 */
public final class ClassStore {
    /** Internal-name prefix of the intrinsics and annotations. */
    public static final String MAGIC_PACKAGE = "dev/lamarck/toolchain/magic/";

    private final SortedMap<String, byte[]> program;
    private final Map<String, Optional<ClassInfo>> parsed = new HashMap<>();

    public ClassStore(Map<String, byte[]> classes) {
        this.program = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    }

    /** The request's classes by internal name, sorted. */
    public SortedMap<String, byte[]> program() {
        return program;
    }

    public Optional<ClassInfo> find(String name) {
        Optional<ClassInfo> known = parsed.get(name);
        if (known == null) {
            known = bytes(name).map(ClassInfo::parse);
            parsed.put(name, known);
        }
        return known;
    }

    public ClassInfo get(String name) {
        return find(name).orElseThrow(() -> new AssertionError("unchecked use of class " + name));
    }

    private Optional<byte[]> bytes(String name) {
        if (program.containsKey(name)) {
            return Optional.of(program.get(name));
        }
        if (StandIns.isModelled(name)) {
            return Optional.of(StandIns.model(name));
        }
        if (name.startsWith(MAGIC_PACKAGE)) {
            return resource(ClassStore.class.getResourceAsStream("/" + name + ".class"));
        }
        return Optional.empty();
    }

    private static Optional<byte[]> resource(InputStream stream) {
        if (stream == null) {
            return Optional.empty();
        }
        try (stream) {
            return Optional.of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class, its superclass, and so on to Object. */
    public List<ClassInfo> superclasses(String name) {
        List<ClassInfo> chain = new ArrayList<>();
        for (Optional<ClassInfo> at = find(name); at.isPresent(); at = at.get().superName() == null ? Optional.empty() : find(at.get().superName())) {
            chain.add(at.get());
        }
        return chain;
    }

    /** All interfaces that a class or interface is, itself included, in declaration order. */
    public List<ClassInfo> interfacesOf(String name) {
        List<ClassInfo> result = new ArrayList<>();
        superclasses(name).forEach(c -> addInterfaces(c, result));
        return result;
    }

    private void addInterfaces(ClassInfo type, List<ClassInfo> result) {
        if (type.isInterface() && !result.contains(type)) {
            result.add(type);
        }
        for (String each : type.interfaces()) {
            find(each).filter(i -> !result.contains(i)).ifPresent(i -> addInterfaces(i, result));
        }
    }

    /** Whether {@code name} is {@code ancestor} or inherits from it; both internal names of classes or interfaces. */
    public boolean isSubclass(String name, String ancestor) {
        return ancestor.equals(StandIns.OBJECT) || superclasses(name).stream().anyMatch(c -> c.name().equals(ancestor))
            || interfacesOf(name).stream().anyMatch(i -> i.name().equals(ancestor));
    }

    public Optional<FieldInfo> resolveField(String owner, String name, String descriptor) {
        for (ClassInfo c : superclasses(owner)) {
            Optional<FieldInfo> field = c.field(name, descriptor);
            if (field.isPresent()) {
                return field;
            }
        }
        return interfacesOf(owner).stream().flatMap(i -> i.field(name, descriptor).stream()).findFirst();
    }

    public FieldInfo field(FieldRef ref) {
        return get(ref.owner()).field(ref.name(), ref.descriptor()).orElseThrow();
    }

    public Optional<MethodInfo> resolveMethod(String owner, String name, String descriptor) {
        for (ClassInfo c : superclasses(owner)) {
            Optional<MethodInfo> method = c.method(name, descriptor);
            if (method.isPresent()) {
                return method;
            }
        }
        return mostSpecific(owner, name, descriptor);
    }

    /** The interface method a class inherits: a default one if there is any, of the most derived interface. */
    private Optional<MethodInfo> mostSpecific(String owner, String name, String descriptor) {
        List<MethodInfo> found = interfacesOf(owner).stream().flatMap(i -> i.method(name, descriptor).stream())
            .filter(m -> !m.isStatic() && !m.isPrivate()).toList();
        List<MethodInfo> maximal = found.stream().filter(m -> found.stream()
            .noneMatch(o -> o != m && isSubclass(o.owner().name(), m.owner().name()))).toList();
        return maximal.stream().filter(m -> !m.isAbstract()).findFirst().or(() -> maximal.stream().findFirst());
    }
}
