package dev.lamarck.toolchain.link;

/** What was given to the linker does not make an image: a symbol missing or defined twice, a branch out of reach, a full page. */
public final class LinkException extends Exception {
    private static final long serialVersionUID = 1L;

    public LinkException(String message) {
        super(message);
    }
}
