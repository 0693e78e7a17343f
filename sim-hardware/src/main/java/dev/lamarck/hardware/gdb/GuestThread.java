package dev.lamarck.hardware.gdb;

/**
 * A thread of the guest's kernel.
 *
 * @param id          positive; the debugger's number for it
 * @param description who it is and what it does, for people
 */
public record GuestThread(long id, String description) {}
