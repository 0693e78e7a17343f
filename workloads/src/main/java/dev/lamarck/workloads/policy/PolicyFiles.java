package dev.lamarck.workloads.policy;

import dev.lamarck.kernel.evolve.policy.Policy;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Diagnostic;
import dev.lamarck.workloads.image.SourceCompiler;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Policies from source files outside the kernel: compiled as {@code --source} files are, and entered into the kernel by a class of our
 * making in place of {@code AddedPolicies}.
 */
public final class PolicyFiles {
    private static final String ADDED = "dev/lamarck/kernel/evolve/policy/AddedPolicies";
    private static final ClassDesc POLICY = Policy.class.describeConstable().orElseThrow();

    private final SortedMap<String, byte[]> classes;
    private final List<String> names;

    private PolicyFiles(SortedMap<String, byte[]> classes, List<String> names) {
        this.classes = classes;
        this.names = names;
    }

    /** Compiles the files; each must hold a policy, that is a class with a constructor without arguments that implements {@link Policy}. */
    public static PolicyFiles compile(List<Path> files) throws CompilationException {
        SortedMap<String, byte[]> classes = SourceCompiler.compile(files);
        List<ClassDesc> policies = new ArrayList<>();
        for (byte[] bytes : classes.values()) {
            ClassModel model = ClassFile.of().parse(bytes);
            boolean isPolicy = model.interfaces().stream().anyMatch(type -> type.asSymbol().equals(POLICY));
            if (isPolicy && !model.flags().has(AccessFlag.ABSTRACT)) {
                policies.add(model.thisClass().asSymbol());
            }
        }
        if (policies.isEmpty() && !files.isEmpty()) {
            throw new CompilationException(List.of(new Diagnostic(files.getFirst().getFileName().toString(), 0, "policy",
                    "no class here implements " + Policy.class.getName(), List.of(), "see docs/evolving/policies.md")));
        }
        List<String> names = new ArrayList<>();
        Loader loader = new Loader(classes);
        for (ClassDesc policy : policies) {
            names.add(loader.nameOf(policy));
        }
        SortedMap<String, byte[]> overlay = new TreeMap<>(classes);
        if (!policies.isEmpty()) {
            overlay.put(ADDED, registry(policies));
        }
        return new PolicyFiles(overlay, names);
    }

    /** What is laid over the kernel's classes. */
    public SortedMap<String, byte[]> classes() {
        return classes;
    }

    /** By which the policies are asked for. */
    public List<String> names() {
        return names;
    }

    /** {@code static Policy[] all() { return new Policy[] {new A(), …}; }} */
    private static byte[] registry(List<ClassDesc> policies) {
        return ClassFile.of().build(ClassDesc.of(ADDED.replace('/', '.')), type -> type.withMethodBody("all",
                MethodTypeDesc.of(POLICY.arrayType()), ClassFile.ACC_STATIC, code -> {
                    code.loadConstant(policies.size()).anewarray(POLICY);
                    for (int i = 0; i < policies.size(); i++) {
                        element(code, i, policies.get(i));
                    }
                    code.areturn();
                }));
    }

    private static void element(CodeBuilder code, int index, ClassDesc policy) {
        code.dup().loadConstant(index).new_(policy).dup()
                .invokespecial(policy, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).aastore();
    }

    /** Policies are Kernel Java and run hosted as well: a policy is asked for its name. */
    private static final class Loader extends ClassLoader {
        private final SortedMap<String, byte[]> classes;

        Loader(SortedMap<String, byte[]> classes) {
            super(PolicyFiles.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name.replace('.', '/'));
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        String nameOf(ClassDesc policy) throws CompilationException {
            String name = policy.packageName().isEmpty() ? policy.displayName() : policy.packageName() + "." + policy.displayName();
            try {
                Constructor<?> constructor = loadClass(name).getDeclaredConstructor();
                constructor.setAccessible(true);
                return ((Policy) constructor.newInstance()).name();
            } catch (ReflectiveOperationException e) {
                throw new CompilationException(List.of(new Diagnostic(policy.displayName() + ".java", 0, "policy",
                        name + " cannot be made: " + e, List.of(), "give it a public constructor without arguments")));
            }
        }
    }
}
