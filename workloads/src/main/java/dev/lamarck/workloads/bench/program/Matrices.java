package dev.lamarck.workloads.bench.program;

import dev.lamarck.workloads.codegen.program.Numbers;

/** The product of integer matrices: nested loops, one array walked by rows and one by columns. */
public final class Matrices {
    private static final int ORDER = 40;

    private Matrices() {
    }

    public static void main(String[] args) {
        int[] left = new int[ORDER * ORDER];
        int[] right = new int[ORDER * ORDER];
        int[] product = new int[ORDER * ORDER];
        Randoms randoms = new Randoms(1);
        randoms.fill(left);
        randoms.fill(right);
        long sum = 0;
        for (int rounds = Rounds.of(args); rounds > 0; rounds--) {
            Numbers.multiply(left, right, product, ORDER);
            sum += product[rounds % product.length];
        }
        Rounds.report(sum);
    }
}
