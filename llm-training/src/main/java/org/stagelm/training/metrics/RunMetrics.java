package org.stagelm.training.metrics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.stagelm.api.training.StepMetrics;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.core.json.Json;
import org.stagelm.training.run.RunFiles;

/**
 * Writes metrics.jsonl and samples.jsonl.
 *
 * <pre>
 * {"step":7,"loss":4.1,"learningRate":7.9E-5,"gradientNorm":2.3,"tokens":5376,"tokensPerSecond":24700.0}
 * {"step":250,"validationLoss":2.4}
 * </pre>
 *
 * <p>Losses are in nats per token. {@code gradientNorm}, before clipping, is left out where clipping is off.
 */
public final class RunMetrics implements TrainingListener, AutoCloseable {

    private final JsonLines metrics;
    private final JsonLines samples;
    private long tokens;

    private RunMetrics(JsonLines metrics, JsonLines samples, long tokens) {
        this.metrics = metrics;
        this.samples = samples;
        this.tokens = tokens;
    }

    /**
     * Goes on after a step, dropping the lines that a killed run wrote after it, so that each step occurs once.
     *
     * @param step the last one kept; 0 for a new run
     * @param tokens trained on up to it
     */
    public static RunMetrics continueAfter(long step, long tokens, RunFiles files) {
        JsonLines.cutAfter(files.metrics(), step);
        JsonLines.cutAfter(files.samples(), step);
        JsonLines metrics = JsonLines.append(files.metrics());
        try {
            return new RunMetrics(metrics, JsonLines.append(files.samples()), tokens);
        } catch (RuntimeException e) {
            metrics.close();
            throw e;
        }
    }

    @Override
    public void step(StepMetrics m) {
        ObjectNode line = line(m.step()).put("loss", m.loss()).put("learningRate", m.learningRate());
        if (!Double.isNaN(m.gradientNorm())) {
            line.put("gradientNorm", m.gradientNorm());
        }
        line.put("tokens", m.tokens()).put("tokensPerSecond", Math.round(10 * (m.tokens() - tokens) / Math.max(m.seconds(), 1e-9)) / 10.0);
        tokens = m.tokens();
        metrics.add(line);
    }

    @Override
    public void evaluated(long step, double validationLoss) {
        metrics.add(line(step).put("validationLoss", validationLoss));
    }

    @Override
    public void sampled(long step, String prompt, String text) {
        samples.add(line(step).put("prompt", prompt).put("text", text));
    }

    private static ObjectNode line(long step) {
        return Json.mapper().createObjectNode().put("step", step);
    }

    @Override
    public void close() {
        try (samples) {
            metrics.close();
        }
    }
}
