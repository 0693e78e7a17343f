package dev.lamarck.lab.bench;

import dev.lamarck.workloads.world.Mode;
import java.util.OptionalDouble;

/**
 * One program with one engine in one mode, beside the peers.
 *
 * @param userShare of the instructions; what is compared with a peer is what the program itself executes, since a peer has no kernel
 */
record SpeedRow(String program, String engine, Mode mode, Speed speed, double userShare, OptionalDouble peer, OptionalDouble cachedPeer) {
    double medianMips() {
        return speed.medianMips();
    }

    double bestMips() {
        return speed.bestMips();
    }

    double userMips() {
        return userShare * medianMips();
    }

    double timesPeer() {
        return userMips() / peer.orElseThrow();
    }

    double timesCachedPeer() {
        return userMips() / cachedPeer.orElseThrow();
    }
}
