package dev.lamarck.kernel.evolve;

/** The ways of changing code that policies may ask for. */
record Mechanisms(DelayedVersion delays, Alternatives alternatives, Positioning positioning, Specializations specializations,
        Residuals residuals) {}
