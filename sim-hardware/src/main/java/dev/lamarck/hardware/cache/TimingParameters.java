package dev.lamarck.hardware.cache;

/** Sizes in bytes and latencies in cycles of the timing model; what each means stands with its configuration key. */
public record TimingParameters(
        int icacheBytes,
        int dcacheBytes,
        int ecacheBytes,
        int issueWidth,
        int interlock,
        int icacheMiss,
        int dcacheMiss,
        int ecacheMiss,
        int device,
        int store,
        int storeMiss,
        int modifiedElsewhere,
        int mispredict,
        int jump,
        int trap,
        int multiply,
        int divide32,
        int divide64,
        int fdivideSingle,
        int fdivideDouble) {}
