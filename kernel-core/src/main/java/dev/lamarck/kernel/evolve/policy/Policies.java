package dev.lamarck.kernel.evolve.policy;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Text;

/** The policies of this kernel, by name. */
public final class Policies {
    private static final Policy[] BUILT_IN = {new Positions(), new AllocationSizes(), new SignalCache(), new SignalPath(), new Harmful()};
    private static final Policy[] ADDED = AddedPolicies.all();

    /** Those that come with the kernel. */
    public static Policy[] builtIn() {
        return BUILT_IN;
    }

    /** The policy of a name; null if there is none. */
    public static Policy named(byte[] name) {
        Policy added = find(ADDED, name);
        return added != null ? added : find(BUILT_IN, name);
    }

    private static Policy find(Policy[] policies, byte[] name) {
        for (int i = 0; i < policies.length; i++) {
            if (Bytes.is(name, name.length, Text.bytes(policies[i].name()))) {
                return policies[i];
            }
        }
        return null;
    }

    private Policies() {}
}
