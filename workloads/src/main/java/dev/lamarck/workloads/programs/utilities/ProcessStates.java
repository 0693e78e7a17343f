package dev.lamarck.workloads.programs.utilities;

/** {@code ps}: all processes. */
final class ProcessStates extends Utility {
    ProcessStates() {
        super("ps");
    }

    @Override
    int run(byte[][] words) {
        return ProcessList.print();
    }
}
