package dev.lamarck.toolchain.magic;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A field that specialized code may assume to keep its value, since every store to it can be guarded: stores by name only, none raw. On a
 * {@code final} field of array type it speaks of the array's elements too, which then the constructors of the field's class alone may store.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface QuasiInvariant {}
