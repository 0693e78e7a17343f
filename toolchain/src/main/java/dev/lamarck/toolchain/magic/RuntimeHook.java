package dev.lamarck.toolchain.magic;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The method that compiled code calls for an allocation, exactly one of each needed kind in an image; and the one that frees an object, if there is one. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface RuntimeHook {
    Kind value();

    /** What is allocated, or {@code FREE}, which only the program itself calls; the signatures stand in {@code docs/platform.md}. */
    enum Kind { NEW, NEW_ARRAY, NEW_SCRATCH, NEW_SCRATCH_ARRAY, FREE }
}
