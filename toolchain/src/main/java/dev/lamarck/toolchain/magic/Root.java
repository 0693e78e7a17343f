package dev.lamarck.toolchain.magic;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A method called from assembly or found by its symbol: compiled although nothing in Kernel Java calls it. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Root {}
