/**
 * What the user names on the command line, as an executable for the guest.
 *
 * <p>Everything is looked at before anything is booted: a file that no kernel could run is refused here, with a message for
 * the user. What can only be seen by running (a program that jumps to zero) is the guest's affair and ends in a signal there.
 */
package dev.lamarck.lab.program;
