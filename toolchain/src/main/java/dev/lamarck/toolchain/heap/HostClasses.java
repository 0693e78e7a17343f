package dev.lamarck.toolchain.heap;

import dev.lamarck.toolchain.Diagnostic;
import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.frontend.ClassInfo;
import dev.lamarck.toolchain.frontend.ClassLayouts;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.FieldInfo;
import dev.lamarck.toolchain.frontend.StandIns;
import dev.lamarck.toolchain.magic.HostedMachine;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program's classes on the host: defined in a loader of their own, initialised once, and their fields read. */
final class HostClasses {
    private final ClassStore store;
    private final ImageMachine machine;
    private final ClassLoader loader;
    private final Map<FieldInfo, Field> fields = new HashMap<>();

    HostClasses(ClassStore store, ClassLayouts layouts, boolean assertions) {
        this.store = store;
        this.machine = new ImageMachine(store, layouts);
        this.loader = new ProgramLoader();
        loader.setDefaultAssertionStatus(assertions);
    }

    /** Defines the program's classes itself; the intrinsics are the toolchain's own. */
    private final class ProgramLoader extends ClassLoader {
        ProgramLoader() {
            super(HostClasses.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            String internal = name.replace('.', '/');
            byte[] bytes = store.program().get(internal);
            if (bytes == null || internal.startsWith(ClassStore.MAGIC_PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : defineClass(name, bytes, 0, bytes.length);
            }
        }
    }

    Optional<Diagnostic> initialize(ClassInfo type) {
        HostedMachine before = HostedMachine.current();
        HostedMachine.install(machine);
        try {
            Class.forName(type.javaName(), true, loader);
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        } catch (LinkageError e) {
            return Optional.of(failure(type, e));
        } finally {
            HostedMachine.install(before);
        }
    }

    /** At the place in the program where the initialiser gave up. */
    private Diagnostic failure(ClassInfo type, LinkageError error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        String file = type.sourceFile();
        int line = 0;
        for (StackTraceElement at : List.of(cause.getStackTrace()).reversed()) {
            Optional<ClassInfo> owner = store.program().containsKey(at.getClassName().replace('.', '/'))
                ? store.find(at.getClassName().replace('.', '/')) : Optional.empty();
            if (owner.isPresent()) {
                file = owner.get().sourceFile();
                line = at.getLineNumber();
            }
        }
        String what = cause instanceof IllegalStateException ? cause.getMessage() : cause.toString();
        return new Diagnostic(Rule.INITIALIZER, file, line, "static initialiser of " + type.javaName() + ": " + what);
    }

    /** The value of a field of {@code object} (null: a static field) as a host object. */
    Object read(FieldInfo field, Object object) {
        if (field.owner().name().equals(StandIns.ENUM)) {
            Enum<?> constant = (Enum<?>) object;
            return field.name().equals("name") ? constant.name() : (Object) constant.ordinal();
        }
        try {
            return fields.computeIfAbsent(field, this::open).get(object);
        } catch (IllegalAccessException e) {
            throw new AssertionError("reading " + field, e);
        }
    }

    private Field open(FieldInfo field) {
        try {
            Field host = Class.forName(field.owner().javaName(), true, loader).getDeclaredField(field.name());
            host.setAccessible(true);
            return host;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("finding " + field, e);
        }
    }
}
