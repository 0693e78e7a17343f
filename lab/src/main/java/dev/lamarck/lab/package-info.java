/**
 * The outside of Lamarck: the command line, worlds, results and reports.
 *
 * <p>A <em>world</em> is one machine, booted from one image, run to one outcome. {@code Job} says everything that a
 * world depends on; running it yields a {@code Result}, and nothing else reaches it: no clock, no directory, no locale,
 * no environment variable. That is what makes a moment addressable: "this job, at this event" is reached again by running
 * the job again.
 *
 * <p>Start reading at {@link dev.lamarck.lab.Main}.
 */
package dev.lamarck.lab;
