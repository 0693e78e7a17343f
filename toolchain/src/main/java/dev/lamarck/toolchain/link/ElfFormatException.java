package dev.lamarck.toolchain.link;

/** The bytes are not the ELF file that was asked for; the message says in a user's words why. */
public final class ElfFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public ElfFormatException(String message) {
        super(message);
    }
}
