/** The policies that a user asks for: those of the kernel by name, others by the Kernel Java files that hold them. */
package dev.lamarck.lab.policy;
