package dev.lamarck.hardware.cpu;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.IntSupplier;

/**
 * A method of one object as code of its own: a hidden class that has the object as a constant. The JVM's slow compiler then knows where everything is that
 * the object is made of for good, instead of following references to it again at each call.
 */
final class OwnCode {
    private static final ClassDesc NAME = ClassDesc.of(OwnCode.class.getPackageName(), "OwnedBy");
    private static final ClassDesc INT_SUPPLIER = IntSupplier.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc GETS_INT = MethodTypeDesc.of(ConstantDescs.CD_int);
    private static final ClassDesc LOOK_UP = MethodHandles.class.describeConstable().orElseThrow();

    private OwnCode() {}

    /** {@code method}: its name; it takes nothing and returns an {@code int}. */
    static IntSupplier of(Object owner, String method) {
        ClassDesc type = owner.getClass().describeConstable().orElseThrow();
        DynamicConstantDesc<?> constant = DynamicConstantDesc.ofNamed(
                ConstantDescs.ofConstantBootstrap(LOOK_UP, "classData", ConstantDescs.CD_Object), ConstantDescs.DEFAULT_NAME, type);
        byte[] bytes = ClassFile.of().build(NAME, own -> own
                .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                .withInterfaceSymbols(INT_SUPPLIER)
                .withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code
                        .aload(0).invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).return_())
                .withMethodBody("getAsInt", GETS_INT, ClassFile.ACC_PUBLIC, code -> code
                        .loadConstant(constant).invokevirtual(type, method, GETS_INT).ireturn()));
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClassWithClassData(bytes, owner, true);
            return (IntSupplier) hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class)).invoke();
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
