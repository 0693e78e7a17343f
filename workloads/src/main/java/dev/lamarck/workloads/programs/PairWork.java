package dev.lamarck.workloads.programs;

/** What each process of a pair does. */
abstract class PairWork {
    /**
     * @param number of the process, from 0
     * @return whether everything was as it had to be
     */
    abstract boolean run(int number, SignalPair pair);
}
