/**
 * Binary translation: regions of the guest's code become JVM bytecode.
 *
 * <p><b>Theory.</b> The interpreter is the specification; a {@link dev.lamarck.hardware.translate.Region} does what it would do, to the bit and to
 * the cycle, or leaves in front of the instruction with which it cannot. So nothing rare is translated: what traps, misses the soft TLB,
 * reaches a device, is watched or changes the mode is executed by the interpreter, and the region is left with everything as it is
 * before that instruction. {@code RegionFinder} finds the blocks, {@code RegionCompiler} and the emitters write their code, {@link
 * dev.lamarck.hardware.translate.RegionTable} knows the regions by physical page and forgets those whose words change.
 *
 * <p>Regions never call one another. All go back to the dispatcher, in front of an instruction, with the processor's state complete; so a
 * store that changes code, which the soft TLB never lets a region do, a switch of engines and a snapshot find nothing half done.
 *
 * <p>Here nothing is known of the processor but what {@link dev.lamarck.hardware.translate.ProcessorPort} shows; code holds no addresses of
 * the host's objects, so processors share it. Start reading at {@code RegionFinder}.
 */
package dev.lamarck.hardware.translate;
