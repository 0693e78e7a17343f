package dev.lamarck.toolchain.magic;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Objects of this class live in the thread's scratch arena and are freed by its release, never singly. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE})
public @interface Scratch {}
