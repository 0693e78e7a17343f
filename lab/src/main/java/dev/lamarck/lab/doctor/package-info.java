/**
 * What Lamarck needs of its host, what it can use, and the command that mends each lack.
 *
 * <p>A JDK and memory are required; everything else is a referee or a comfort, and Lamarck runs without it. The launcher
 * prints the JDK's row itself when there is no JDK to run this.
 */
package dev.lamarck.lab.doctor;
