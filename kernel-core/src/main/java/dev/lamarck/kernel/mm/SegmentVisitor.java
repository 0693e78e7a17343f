package dev.lamarck.kernel.mm;

/** Sees an address space's mappings. Called while the space is entered: does not touch user memory. */
public abstract class SegmentVisitor {
    public abstract void visit(Segment segment);
}
