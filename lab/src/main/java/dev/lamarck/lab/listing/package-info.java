/**
 * Machine code for readers: source lines beside instructions, and what has been spliced in.
 *
 * <p>A listing compares the text in a machine's memory with the text that the linker wrote. A word that differs was changed by
 * the kernel while it ran; where it branches out of the function, the code it leads to is listed below, link by link, until it
 * comes back. What is listed is found from image and memory alone: a change that the ledger does not know shows here too. The run's
 * ledger only adds its numbers.
 */
package dev.lamarck.lab.listing;
