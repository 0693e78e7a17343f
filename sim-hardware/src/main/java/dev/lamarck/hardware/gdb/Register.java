package dev.lamarck.hardware.gdb;

import dev.lamarck.hardware.cpu.RegisterEditor;
import dev.lamarck.hardware.cpu.RegisterView;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;

/**
 * A register as the debugger knows it.
 *
 * @param type   of the target description
 * @param editor empty if it can only be read
 */
record Register(String name, int bits, String type, ToLongFunction<RegisterView> value, Optional<ObjLongConsumer<RegisterEditor>> editor) {
    static Register readOnly(String name, ToLongFunction<RegisterView> value) {
        return new Register(name, Long.SIZE, "uint64", value, Optional.empty());
    }

    static Register of(String name, int bits, String type, ToLongFunction<RegisterView> value, ObjLongConsumer<RegisterEditor> editor) {
        return new Register(name, bits, type, value, Optional.of(editor));
    }
}
