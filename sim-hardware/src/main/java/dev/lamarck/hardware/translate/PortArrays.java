package dev.lamarck.hardware.translate;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.stream.Stream;

/**
 * One processor's port and arrays as constants of the classes that are translated for it alone. The JVM's slow compiler then knows where each is and how long: it keeps none in a
 * register or on the stack, and compares no masked index with a length.
 */
final class PortArrays {
    private static final DirectMethodHandleDesc CLASS_DATA = ConstantDescs.ofConstantBootstrap(
            MethodHandles.class.describeConstable().orElseThrow(), "classDataAt", ConstantDescs.CD_Object, ConstantDescs.CD_int);

    /** The field of the port itself. */
    static final String PORT = "port";

    private final List<PortArray> used;
    private final List<Object> data;

    PortArrays(ProcessorPort port, boolean timed) {
        used = Stream.of(PortArray.values()).filter(array -> array.isUsed(timed)).toList();
        data = Stream.concat(used.stream().map(array -> array.of(port)), Stream.of(port)).toList();
    }

    /** What a class that declares them has to be defined with. */
    List<Object> classData() {
        return data;
    }

    void declare(ClassBuilder type) {
        used.forEach(array -> declare(type, array.field, array.type));
        declare(type, PORT, Emission.PORT);
        type.withMethodBody(ConstantDescs.CLASS_INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_STATIC, this::initialize);
    }

    private static void declare(ClassBuilder type, String field, ClassDesc fieldType) {
        type.withField(field, fieldType, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
    }

    private void initialize(CodeBuilder code) {
        used.forEach(array -> initialize(code, used.indexOf(array), array.field, array.type));
        initialize(code, used.size(), PORT, Emission.PORT);
        code.return_();
    }

    private static void initialize(CodeBuilder code, int index, String field, ClassDesc type) {
        code.loadConstant(DynamicConstantDesc.ofNamed(CLASS_DATA, ConstantDescs.DEFAULT_NAME, type, index));
        code.putstatic(RegionCompiler.NAME, field, type);
    }
}
