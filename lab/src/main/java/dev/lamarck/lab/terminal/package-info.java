/** The person at the guest's terminal: lines edited on the host, keys that interrupt, real time while the guest has nothing to do. */
package dev.lamarck.lab.terminal;
