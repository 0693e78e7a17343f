/**
 * One processor: SPARC V9 as the UltraSPARC-I implements it, interpreted.
 *
 * <p><b>Theory.</b> {@link dev.lamarck.hardware.cpu.Processor} is what the machine sees. {@code ProcessorState} holds the registers; {@code Interpreter}
 * is one loop over predecoded instructions ({@code CodePages}, {@code Predecoder}) which executes the frequent ones itself, unless they trap, miss or
 * reach a device, and hands the others to a unit: {@code IntegerUnit}, {@code FloatingPointUnit}, {@code VisUnit}, {@code AlternateSpaces},
 * {@code StateUnit}. Each unit executes one instruction completely or throws a {@code GuestTrap} before it has changed anything; the loop catches it and
 * {@code TrapUnit} enters the trap. So traps are precise by construction.
 *
 * <p>Time: {@code Sequencer} counts issue cycles, {@link dev.lamarck.hardware.cache.CycleCounter} all others. An event due at a cycle is
 * seen before the first instruction that starts at or after it, because the count is compared with the horizon between stretches of
 * instructions, and no stretch is so long that the horizon could be reached in its middle. In functional mode every instruction
 * costs one cycle and nothing else costs anything. An instruction that traps has not been executed: it is not counted.
 *
 * <p>What the fast path assumes is undone by whoever breaks the assumption: a write to a page that was predecoded, a change of
 * mode, context or TLB. Start reading at {@code Interpreter}.
 */
package dev.lamarck.hardware.cpu;
