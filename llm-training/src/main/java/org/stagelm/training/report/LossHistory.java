package org.stagelm.training.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.stagelm.training.metrics.JsonLines;

/** The losses of a run, read from its metrics in one pass and bounded memory. */
final class LossHistory {

    /** Weight of the past in the smoothed curve: about the mean of the last 50 steps. */
    private static final double PAST = 0.98;

    private final Curve train = new Curve();
    private final Curve smoothed = new Curve();
    private final Curve validation = new Curve();
    private double average;
    private double weight;
    private long step;
    private long tokens;
    private double trainLoss = Double.NaN;
    private double validationLoss = Double.NaN;
    private double best = Double.NaN;
    private long bestStep;

    private LossHistory() {}

    static LossHistory read(Path metrics) {
        LossHistory history = new LossHistory();
        JsonLines.read(metrics, history::add);
        return history;
    }

    private void add(JsonNode line) {
        long at = line.get("step").asLong();
        if (line.path("loss").isNumber()) {
            step = at;
            tokens = line.path("tokens").asLong();
            trainLoss = line.get("loss").asDouble();
            average = PAST * average + (1 - PAST) * trainLoss;
            weight = PAST * weight + (1 - PAST);
            train.add(at, trainLoss);
            smoothed.add(at, average / weight);
        }
        if (line.path("validationLoss").isNumber()) {
            validationLoss = line.get("validationLoss").asDouble();
            validation.add(at, validationLoss);
            if (!(best <= validationLoss)) {
                best = validationLoss;
                bestStep = at;
            }
        }
    }

    Curve train() {
        return train;
    }

    Curve smoothed() {
        return smoothed;
    }

    Curve validation() {
        return validation;
    }

    long step() {
        return step;
    }

    long tokens() {
        return tokens;
    }

    /** Of the last step; NaN where there is none. */
    double trainLoss() {
        return trainLoss;
    }

    /** The last one; NaN where there is none. */
    double validationLoss() {
        return validationLoss;
    }

    /** The lowest validation loss; NaN where there is none. */
    double best() {
        return best;
    }

    long bestStep() {
        return bestStep;
    }
}
