package dev.lamarck.kernel.driver;

/** Whom the lab can interrupt, by a message without content, whatever messages wait to be read. */
public interface Attentive {
    /** At the channel's interrupt level. */
    void attention();
}
