/**
 * From reset to the first process, and from a bug to power-off. {@link dev.lamarck.kernel.boot.Start} (assembly)
 * turns translation on and calls {@link dev.lamarck.kernel.boot.Main}, whose thread becomes the idle thread. {@link
 * dev.lamarck.kernel.boot.Panic} is where every failed check ends: it prints what it knows straight to the console's
 * register, for nothing else can be relied on then, and switches the machine off.
 */
package dev.lamarck.kernel.boot;
