package org.stagelm.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets contenders work in turn, round after round, so that a machine that slows down slows all of them. */
final class Turns {

    /** Long enough that waking up a contender's threads and caches does not count. */
    private static final double SECONDS_OF_A_TURN = 1.0;

    private final List<Contender> contenders;
    private final double turn;
    private final Map<Contender, List<Double>> seconds = new LinkedHashMap<>();

    Turns(List<Contender> contenders) {
        this(contenders, SECONDS_OF_A_TURN);
    }

    /** @param turn seconds that each works before it is another's turn */
    Turns(List<Contender> contenders, double turn) {
        this.contenders = contenders;
        this.turn = turn;
    }

    /**
     * Measures, after a warm-up.
     *
     * @param budget seconds for each contender, the warm-up aside
     */
    void run(double budget) {
        contenders.forEach(contender -> warmUp(contender, budget / 2));
        int rounds = Math.max(3, (int) Math.round(budget / turn));
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : contenders) {
                int times = Math.max(1, (int) Math.round(turn / median(contender)));
                seconds.get(contender).addAll(contender.run(times));
            }
        }
    }

    /** Until {@code budget} has passed; the last repetitions tell how long one takes. */
    private void warmUp(Contender contender, double budget) {
        long end = System.nanoTime() + (long) (budget * 1e9);
        List<Double> last;
        do {
            last = contender.run(3);
        } while (System.nanoTime() < end);
        seconds.put(contender, new ArrayList<>(last));
    }

    /** Of the repetitions that were measured. */
    double median(Contender contender) {
        double[] sorted = seconds.get(contender).stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
