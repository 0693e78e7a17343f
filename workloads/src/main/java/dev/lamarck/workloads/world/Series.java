package dev.lamarck.workloads.world;

import java.util.List;

/** A curve: what a picture is drawn from, so that it can be drawn again. */
public record Series(String name, String xUnit, String yUnit, List<Point> points) {

    /** One point of the curve. */
    public record Point(double x, double y) {
    }

    public Series {
        points = List.copyOf(points);
    }
}
