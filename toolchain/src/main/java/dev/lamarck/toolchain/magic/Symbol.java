package dev.lamarck.toolchain.magic;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The ELF symbol of a method or constructor whose name is irregular; a published symbol also keeps the method out of line, unless it is {@link Inline}. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Symbol {
    String value();
}
