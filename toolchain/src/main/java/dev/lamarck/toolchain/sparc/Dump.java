package dev.lamarck.toolchain.sparc;

import java.util.function.Supplier;

/** Where the code of a function after each stage may be shown. */
public interface Dump {
    Dump NONE = (_, _) -> { };

    /** {@code stage} is one of {@link BackEnd#STAGES}; the text is made only if it is asked for. */
    void after(String stage, Supplier<String> text);
}
