package org.stagelm.training.loop;

import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * What a run came to. Losses are in nats per token.
 *
 * @param run its folder
 * @param step the last one
 * @param trainLoss of the last step's batch
 * @param validationLoss the last one taken; empty where there is no validation part
 * @param bestValidationLoss the lowest one taken
 * @param tokensPerSecond over all optimizer steps, time for evaluating and saving left out
 * @param seconds the whole run took, over all its processes
 */
public record TrainingResult(Path run, long step, double trainLoss, OptionalDouble validationLoss, OptionalDouble bestValidationLoss,
        double tokensPerSecond, double seconds) {}
