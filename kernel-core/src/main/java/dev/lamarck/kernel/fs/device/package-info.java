/** Files that are devices: the console, and the two that need no hardware. They have no positions and take no locks. */
package dev.lamarck.kernel.fs.device;
