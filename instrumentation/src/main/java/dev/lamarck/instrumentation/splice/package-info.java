/**
 * Putting code into running text and taking it out. A point is one instruction. Its <em>launch site</em> replaces that one
 * word, by one store, with an annulled branch to a <em>patch</em>: the snippets in order, the displaced instruction relocated,
 * a jump back. Where one branch cannot reach the patch it goes to a <em>springboard</em> nearby. Patch and springboard are
 * written and flushed before the launcher, so a thread sees either the old instruction or all of the new code, and a thread
 * stopped anywhere resumes in code that is still there: no word that is not a launcher is ever changed in place.
 *
 * <p>Adding or removing one snippet of several builds a new patch and overwrites the launcher; the old patch is retired, and
 * its memory reused only when {@link dev.lamarck.instrumentation.code.Target#executing} denies that any thread is in it.
 *
 * <p>A whole function is changed the same way: {@link dev.lamarck.instrumentation.splice.Redirections} lets the word at its entry
 * lead to another version of it.
 *
 * <p>Snippets run in registers that are dead at the point or, where those are too few, in a window of their own. They leave
 * condition codes alone. A patch never calls: a displaced call jumps to its callee with the original return address, so
 * patches hold no return addresses. Start reading at {@link dev.lamarck.instrumentation.splice.Splicer}.
 */
package dev.lamarck.instrumentation.splice;
