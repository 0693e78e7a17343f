/**
 * The canonical form of a machine's state.
 *
 * <p><b>Theory.</b> Everything that can influence the machine's future is written, in one fixed order and big-endian, by the
 * part that owns it ({@link dev.lamarck.hardware.snapshot.Stateful}); what only speeds the host up (predecoded instructions,
 * the engine's own translation cache) is not written and is rebuilt after a restore. Two machines with equal bytes behave
 * equally for ever, so the SHA-256 of the bytes is the machine's state hash.
 */
package dev.lamarck.hardware.snapshot;
