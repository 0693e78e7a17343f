/**
 * A machine's past: going back to any moment of a run, and finding the last time that something happened.
 *
 * <p><b>Theory.</b> A run is a function of its inputs, so any moment of it is reached by running forward from an earlier state. {@link
 * dev.lamarck.hardware.history.Timeline} keeps checkpoints a few million instructions apart and names moments by {@link
 * dev.lamarck.hardware.machine.Position}; {@link dev.lamarck.hardware.history.Recording} stands between the machine and its hosts,
 * so that a stretch that is run again takes the inputs it had and says nothing twice. To look back for something is to run the stretches between
 * checkpoints again, the latest first, and to take the last sighting.
 *
 * <p>Going back changes nothing that comes after: a run during which somebody went back and forth ends in the same state as one
 * without. Only a debugger that writes registers or memory makes another future, and says so ({@link
 * dev.lamarck.hardware.history.Timeline#changed}). Start reading at {@code Timeline}.
 */
package dev.lamarck.hardware.history;
