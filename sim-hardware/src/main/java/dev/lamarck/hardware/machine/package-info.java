/**
 * The machine as a whole: configuration, wiring, loading, running, and looking at it from outside.
 *
 * <p><b>Theory.</b> A {@link dev.lamarck.hardware.machine.Machine} is a pure function of its {@link
 * dev.lamarck.hardware.machine.MachineConfiguration}, its {@link dev.lamarck.hardware.machine.BootMedia} and what its hosts
 * (terminal, lab) answer at given cycles; no host clock, thread or random number reaches it. Everything here that looks
 * (registers, memory, counters, watches, tracer) costs the guest nothing and changes nothing in it. The host stops a
 * machine only between two instructions, and a {@link dev.lamarck.hardware.machine.Stop} says why.
 *
 * <p>Wrong input (an unknown key, a file that is not a kernel) is an {@link dev.lamarck.hardware.machine.InvalidInput}
 * whose message is complete and for the user; anything else that is thrown is our own bug. Start reading at {@code Machine}.
 */
package dev.lamarck.hardware.machine;
