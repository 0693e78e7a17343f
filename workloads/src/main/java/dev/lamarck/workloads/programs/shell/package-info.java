/**
 * The shell: POSIX's command language without aliases, and job control. A {@link dev.lamarck.workloads.programs.shell.Source} gives bytes, the
 * {@link dev.lamarck.workloads.programs.shell.Lexer} words as they are written, the {@link dev.lamarck.workloads.programs.shell.Parser} a tree of
 * {@link dev.lamarck.workloads.programs.shell.Node}s; {@link dev.lamarck.workloads.programs.shell.Execution} carries that out, a word at a time through
 * {@link dev.lamarck.workloads.programs.shell.Expansion}, processes by way of {@link dev.lamarck.workloads.programs.shell.Jobs};
 * {@link dev.lamarck.workloads.programs.shell.Functions} and {@link dev.lamarck.workloads.programs.shell.Traps} are commands kept for later. Nothing
 * collects garbage: a tree is freed when its line has run, words when their command has, and who is given bytes to keep frees them.
 */
package dev.lamarck.workloads.programs.shell;
