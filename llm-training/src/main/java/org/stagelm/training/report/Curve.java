package org.stagelm.training.report;

import java.util.ArrayList;
import java.util.List;

/** Points by rising step, thinned evenly as they become more than a picture can show. */
final class Curve {

    private static final int MOST = 4000;

    private final List<Double> steps = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private long stride = 1;
    private long seen;

    void add(long step, double value) {
        if (seen++ % stride != 0) {
            return;
        }
        steps.add((double) step);
        values.add(value);
        if (steps.size() == MOST) {
            for (int i = 0; i < MOST / 2; i++) {
                steps.set(i, steps.get(2 * i));
                values.set(i, values.get(2 * i));
            }
            steps.subList(MOST / 2, MOST).clear();
            values.subList(MOST / 2, MOST).clear();
            stride *= 2;
        }
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    List<Double> steps() {
        return steps;
    }

    List<Double> values() {
        return values;
    }
}
