/**
 * Is it Kernel Java? {@link dev.lamarck.toolchain.check.Checker} looks at each method that the closure reaches, before it is translated.
 * Every rule ({@link dev.lamarck.toolchain.Rule}) has a number and a test with a sample source; a violation is a
 * {@link dev.lamarck.toolchain.Diagnostic}, never a warning. The rules are those of the design page on Kernel Java.
 */
package dev.lamarck.toolchain.check;
