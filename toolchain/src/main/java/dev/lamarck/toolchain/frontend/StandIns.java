package dev.lamarck.toolchain.frontend;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.util.Map;
import java.util.Set;

/**
 * The JDK names that Kernel Java knows. <em>Modelled</em> classes have the fields and the superclass given here, whatever the
 * host's JDK has; of their methods just those the translator knows ({@link #isInlined}) exist. Methods of <em>replaced</em> classes
 * are those of a class of {@code toolchain.magic} written in Kernel Java.
 */
public final class StandIns {
    public static final String OBJECT = "java/lang/Object";
    public static final String STRING = "java/lang/String";
    public static final String ENUM = "java/lang/Enum";
    public static final String RECORD = "java/lang/Record";
    public static final String CLASS = "java/lang/Class";

    private static final Set<String> MODELLED = Set.of(OBJECT, STRING, ENUM, RECORD, CLASS);

    private static final Map<String, String> REPLACED = Map.of(
        "java/lang/Integer", ClassStore.MAGIC_PACKAGE + "Integers",
        "java/lang/Long", ClassStore.MAGIC_PACKAGE + "Longs",
        "java/lang/Math", ClassStore.MAGIC_PACKAGE + "Numbers");

    private static final Set<String> INLINED = Set.of(
        "java/lang/Object.<init>()V", "java/lang/Record.<init>()V", "java/lang/Enum.<init>(Ljava/lang/String;I)V",
        "java/lang/Enum.ordinal()I", "java/lang/Enum.name()Ljava/lang/String;",
        "java/util/Objects.requireNonNull(Ljava/lang/Object;)Ljava/lang/Object;");

    public static boolean isModelled(String className) {
        return MODELLED.contains(className);
    }

    /** The class file of a modelled class. */
    static byte[] model(String className) {
        return ClassFile.of().build(ClassDesc.ofInternalName(className), builder -> {
            switch (className) {
                case ENUM -> builder.withFlags(AccessFlag.PUBLIC, AccessFlag.ABSTRACT)
                    .withField("name", ConstantDescs.CD_String, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL)
                    .withField("ordinal", ConstantDescs.CD_int, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
                case RECORD -> builder.withFlags(AccessFlag.PUBLIC, AccessFlag.ABSTRACT);
                default -> builder.withFlags(AccessFlag.PUBLIC, AccessFlag.FINAL);
            }
        });
    }

    /** The class whose methods stand for those of {@code className}; the name itself if none does. */
    public static String replacement(String className) {
        return REPLACED.getOrDefault(className, className);
    }

    public static boolean isInlined(String owner, String name, String descriptor) {
        return INLINED.contains(owner + "." + name + descriptor);
    }

    /** Throwables that javac makes where the language cannot go on; creating one is the trap. */
    public static boolean isCompilerThrowable(String className) {
        return className.equals("java/lang/AssertionError") || className.equals("java/lang/MatchException")
            || className.equals("java/lang/IncompatibleClassChangeError");
    }

    private StandIns() {}
}
