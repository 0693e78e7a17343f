package dev.lamarck.toolchain.magic;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The body of a native method in assembly, placed in {@code .text.trap} under the method's symbol. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Assembly {
    String value();
}
