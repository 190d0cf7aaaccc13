package org.stagelm.cli.bench;

import java.util.List;

/**
 * Whether resident memory stayed flat over a long run.
 *
 * <p>The first two fifths of the readings warm up: the JVM compiles, pools fill, and native allocators find their size. Of the rest the first sixth is
 * compared with the last, each by its median. A single high or low reading, such as while the JVM compiles, moves neither; what is lost with each step
 * cannot hide, since it is in every reading of the last sixth.
 *
 * @param warm the median after warm-up, in bytes
 * @param last the median at the end, in bytes
 */
record MemoryGrowth(double warm, double last) {

    private static final double ALLOWED = 1.05;

    /** @param readings in bytes, at equal distances, at least 10 */
    static MemoryGrowth of(List<Double> readings) {
        int count = readings.size();
        if (count < 10) {
            throw new IllegalArgumentException(count + " readings tell nothing: take at least 10");
        }
        return new MemoryGrowth(median(readings.subList(count * 2 / 5, count / 2)), median(readings.subList(count - count / 10, count)));
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** How many times the memory after warm-up there is at the end. */
    double ratio() {
        return last / warm;
    }

    /** True where it grew by more than 5 %. */
    boolean isLeak() {
        return ratio() > ALLOWED;
    }
}
