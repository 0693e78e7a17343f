package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.TypeRef;

/** Something a residual takes for granted. Values are as a load gives them: sign- or zero-extended to 64 bits by the field's type. */
public sealed interface Assumption {
    /** Argument {@code index} (receiver first; {@link Specialization#THREAD}: the thread register) has this value. */
    record Argument(int index, long value) implements Assumption {}

    /** The field of the object at this address has this value. */
    record Field(long object, FieldRef field, long value) implements Assumption {}

    record Static(FieldRef field, long value) implements Assumption {}

    /** An object with this hub, that is of this type, is at this address: it was not freed. Its array length and final fields follow. */
    record Alive(long object, long hub, TypeRef type) implements Assumption {}
}
