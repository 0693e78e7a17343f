package dev.lamarck.workloads.programs.bench;

/** Sorts pseudo-random numbers by heap sort: branches that no predictor knows, a working set of 128 KB. */
public final class Sorting {
    private static final int LENGTH = 1 << 15;
    private static final int ROUNDS = 8;

    private Sorting() {
    }

    public static void main(String[] args) {
        int[] numbers = new int[LENGTH];
        long sum = 0;
        int seed = 1;
        for (int rounds = Rounds.of(args, ROUNDS); rounds > 0; rounds--) {
            for (int i = 0; i < LENGTH; i++) {
                seed = seed * 1_103_515_245 + 12_345;
                numbers[i] = seed >>> 8;
            }
            sort(numbers);
            sum += numbers[0] + numbers[LENGTH / 2] + numbers[LENGTH - 1];
        }
        Rounds.report(sum);
    }

    private static void sort(int[] numbers) {
        for (int root = numbers.length / 2 - 1; root >= 0; root--) {
            sink(numbers, root, numbers.length);
        }
        for (int end = numbers.length - 1; end > 0; end--) {
            int greatest = numbers[0];
            numbers[0] = numbers[end];
            numbers[end] = greatest;
            sink(numbers, 0, end);
        }
    }

    /** Restores the heap below {@code root}, whose children are roots of heaps. */
    private static void sink(int[] heap, int root, int end) {
        int value = heap[root];
        int hole = root;
        int child = 2 * hole + 1;
        while (child < end) {
            if (child + 1 < end && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[child] <= value) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
            child = 2 * hole + 1;
        }
        heap[hole] = value;
    }
}
