package dev.lamarck.toolchain;

/** What an image is for: the kernel, or a user program of it. */
public enum Profile { KERNEL, USER }
