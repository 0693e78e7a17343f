package dev.lamarck.workloads.bench.program;

/** Counts primes: byte loads and stores over 64 KB, short loops. */
public final class Sieve {
    private static final int LIMIT = 1 << 16;

    private Sieve() {
    }

    public static void main(String[] args) {
        byte[] composite = new byte[LIMIT];
        long primes = 0;
        for (int rounds = Rounds.of(args); rounds > 0; rounds--) {
            primes += count(composite);
        }
        Rounds.report(primes);
    }

    private static int count(byte[] composite) {
        for (int i = 0; i < LIMIT; i++) {
            composite[i] = 0;
        }
        int primes = 0;
        for (int i = 2; i < LIMIT; i++) {
            if (composite[i] == 0) {
                primes++;
                for (int multiple = 2 * i; multiple < LIMIT; multiple += i) {
                    composite[multiple] = 1;
                }
            }
        }
        return primes;
    }
}
