package dev.lamarck.toolchain.link;

/** A fragment and the address it was given. */
record PlacedFragment(Fragment fragment, long address) {
    long end() {
        return address + fragment.size();
    }
}
