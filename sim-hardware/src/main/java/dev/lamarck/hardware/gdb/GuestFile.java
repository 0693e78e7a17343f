package dev.lamarck.hardware.gdb;

/** A file that the debugger may read from here. */
public record GuestFile(String name, byte[] content) {}
