package dev.lamarck.toolchain.magic;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Permits recursion, at most this many activations deep; the stack bound counts on it. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface MaxDepth {
    int value();
}
