/**
 * What Kernel Java cannot say in Java: memory at an address, privileged registers, barriers, and the annotations the toolchain reads. Compiled, a call
 * of an {@link dev.lamarck.toolchain.magic.Intrinsic} method is an instruction or two; hosted, its body runs over the simulated memory and registers of
 * {@link dev.lamarck.toolchain.magic.HostedMachine}, which fails where hardware would trap. A bug seen in one world only is a toolchain or a machine
 * bug. Nothing here imports anything but the JDK. Start reading at {@link dev.lamarck.toolchain.magic.Memory}.
 */
package dev.lamarck.toolchain.magic;
