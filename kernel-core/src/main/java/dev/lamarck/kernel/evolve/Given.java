package dev.lamarck.kernel.evolve;

/** An object that the attempt under way was given, on the list of these: it goes when the attempt is over. */
final class Given {
    final Object object;
    final Given next;

    Given(Object object, Given next) {
        this.object = object;
        this.next = next;
    }
}
