package dev.lamarck.toolchain.magic;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Asks for a method to be inlined whatever its size. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Inline {}
