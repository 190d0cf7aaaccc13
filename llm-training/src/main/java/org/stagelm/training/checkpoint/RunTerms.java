package org.stagelm.training.checkpoint;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run must keep when it is resumed, because its data order, its random numbers or its optimizer's state hang on it.
 *
 * @param context tokens in a row
 * @param loader type name
 * @param objective type name
 * @param optimizer type name
 */
public record RunTerms(long seed, int batchSize, int gradientAccumulation, int context, String loader, String objective, String optimizer) {

    /** Each term on which {@code now} differs, as {@code batchSize: 12 before, 16 now}; empty where there is none. */
    List<String> differences(RunTerms now) {
        List<String> found = new ArrayList<>();
        compare("seed", seed, now.seed, found);
        compare("training.batchSize", batchSize, now.batchSize, found);
        compare("training.gradientAccumulation", gradientAccumulation, now.gradientAccumulation, found);
        compare("model.context", context, now.context, found);
        compare("training.loader", loader, now.loader, found);
        compare("training.objective", objective, now.objective, found);
        compare("training.optimizer", optimizer, now.optimizer, found);
        return found;
    }

    private static void compare(String key, Object before, Object now, List<String> found) {
        if (!before.equals(now)) {
            found.add(key + ": " + before + " before, " + now + " now");
        }
    }
}
