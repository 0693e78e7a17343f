/**
 * Pieces of code that are spliced in: each says how many registers it needs and emits itself for the ones it is given.
 * Snippets never touch condition codes, never call, never trap but for the memory they name, and may be interrupted,
 * preempted or run on several processors at any of their instructions. Measuring snippets know nothing of the point; guards read its
 * registers, and change text when an assumption of specialized code is about to become false ({@link
 * dev.lamarck.instrumentation.snippet.Replug}).
 */
package dev.lamarck.instrumentation.snippet;
