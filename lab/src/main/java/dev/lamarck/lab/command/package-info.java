/**
 * The verbs of the command line, one class each; {@link dev.lamarck.lab.command.Lamarck} collects them and turns failures
 * into exit statuses.
 *
 * <p>Standard output carries the guest's console or the asked result and nothing else; all that the tool has to say goes to
 * standard error. Bad input is a {@link dev.lamarck.lab.BadInput} with a remedy (exit 2), never a stack trace; anything
 * unforeseen is a bug of ours (exit 70). {@code docs/cli.md} is this package's reference.
 */
package dev.lamarck.lab.command;
