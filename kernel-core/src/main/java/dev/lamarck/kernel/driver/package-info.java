/**
 * Drivers of the machine's devices ({@code docs/platform.md}, "Devices"). Registers are reached by physical address; a driver that waits
 * looks at the device's own status under a spin lock and sleeps until the interrupt handler wakes it.
 */
package dev.lamarck.kernel.driver;
