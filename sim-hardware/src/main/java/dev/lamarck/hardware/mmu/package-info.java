/**
 * The memory management unit: two fully associative TLBs that software fills (UltraSPARC-I user's manual, chapter 6).
 *
 * <p><b>Theory.</b> {@link dev.lamarck.hardware.mmu.Mmu} is the architecture: contexts, TLB entries, fault registers, the
 * registers in ASIs 0x50 … 0x5F. A translation gives a physical address or the number of a trap, as a value. {@link
 * dev.lamarck.hardware.mmu.SoftTlb} is not architecture: it remembers translations that would succeed and change nothing, one
 * compare each. It may hold only entries whose used bit is set, so it is emptied when used bits are cleared, and loses a
 * page whenever a TLB entry of that page goes; then it can be thrown away at any time without anyone in the guest noticing.
 */
package dev.lamarck.hardware.mmu;
