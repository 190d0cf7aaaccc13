package org.stagelm.training.checkpoint;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a run stands after a step: the content of {@code training.json}.
 *
 * @param step the last one done; 0 before the first
 * @param position of the training data's loader
 * @param tokens trained on
 * @param trainLoss of the last step; NaN before the first
 * @param validationLoss the last one taken
 * @param best the lowest validation loss so far
 * @param stepSeconds spent in optimizer steps
 * @param seconds spent in all, by every process of the run
 */
public record TrainingState(RunTerms terms, long step, long position, long tokens, double trainLoss, OptionalDouble validationLoss,
        Optional<Best> best, double stepSeconds, double seconds) {

    /** The lowest validation loss and the step it was taken at. */
    public record Best(long step, double validationLoss) {}

    /** A run that has not begun. */
    public static TrainingState start(RunTerms terms) {
        return new TrainingState(terms, 0, 0, 0, Double.NaN, OptionalDouble.empty(), Optional.empty(), 0, 0);
    }

    /**
     * After one more step.
     *
     * @param position of the loader now
     * @param newTokens of this step
     * @param loss of this step
     * @param took seconds
     */
    public TrainingState stepped(long position, long newTokens, double loss, double took) {
        return new TrainingState(terms, step + 1, position, tokens + newTokens, loss, validationLoss, best, stepSeconds + took, seconds);
    }

    /** After an evaluation; of equal losses the earlier stays the best. */
    public TrainingState evaluated(double loss) {
        Optional<Best> lowest = best.filter(b -> b.validationLoss() <= loss).or(() -> Optional.of(new Best(step, loss)));
        return new TrainingState(terms, step, position, tokens, trainLoss, OptionalDouble.of(loss), lowest, stepSeconds, seconds);
    }

    /** After the loss of the whole validation part was taken, too, which says nothing of which step was the best where the others saw a part of it. */
    public TrainingState evaluatedWhole(double loss) {
        return new TrainingState(terms, step, position, tokens, trainLoss, OptionalDouble.of(loss), best, stepSeconds, seconds);
    }

    /** With the time spent in all. */
    public TrainingState withSeconds(double total) {
        return new TrainingState(terms, step, position, tokens, trainLoss, validationLoss, best, stepSeconds, total);
    }

    /** True where the last evaluation, at this step, gave the lowest loss so far. */
    public boolean isBest() {
        return best.isPresent() && best.get().step() == step;
    }
}
