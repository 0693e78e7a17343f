package dev.lamarck.toolchain.magic;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Permits a class to use raw memory, alternate spaces, privileged registers and address casts. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE})
public @interface Magic {}
