package org.stagelm.training.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.stagelm.api.UserError;
import org.stagelm.core.json.Json;

/** {@code training.json}. */
final class TrainingStateFile {

    private static final int VERSION = 1;

    private TrainingStateFile() {}

    static void write(Path file, TrainingState state) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("version", VERSION);
        json.put("stagelm", Optional.ofNullable(TrainingStateFile.class.getPackage().getImplementationVersion()).orElse("development"));
        json.put("step", state.step()).put("position", state.position()).put("tokens", state.tokens()).put("trainLoss", state.trainLoss());
        state.validationLoss().ifPresent(loss -> json.put("validationLoss", loss));
        state.best().ifPresent(best -> json.putObject("best").put("step", best.step()).put("validationLoss", best.validationLoss()));
        json.put("stepSeconds", state.stepSeconds()).put("seconds", state.seconds());
        RunTerms terms = state.terms();
        json.putObject("terms").put("seed", terms.seed()).put("batchSize", terms.batchSize())
                .put("gradientAccumulation", terms.gradientAccumulation()).put("context", terms.context())
                .put("loader", terms.loader()).put("objective", terms.objective()).put("optimizer", terms.optimizer());
        Json.write(file, json);
    }

    /** @throws UserError where the file is missing, broken, or of a later format */
    static TrainingState read(Path file) {
        JsonNode json = Json.read(file);
        long version = whole(file, json, "version");
        if (version != VERSION) {
            throw new UserError(file + " has format " + version + ", this StageLM reads format " + VERSION
                    + ": resume with the version that wrote it (" + json.path("stagelm").asText("unknown") + ")");
        }
        JsonNode terms = json.path("terms");
        RunTerms read = new RunTerms(whole(file, terms, "seed"), size(file, terms, "batchSize"), size(file, terms, "gradientAccumulation"),
                size(file, terms, "context"), text(file, terms, "loader"), text(file, terms, "objective"), text(file, terms, "optimizer"));
        OptionalDouble validation = json.has("validationLoss") ? OptionalDouble.of(number(file, json, "validationLoss")) : OptionalDouble.empty();
        JsonNode best = json.path("best");
        Optional<TrainingState.Best> lowest = best.isMissingNode() ? Optional.empty()
                : Optional.of(new TrainingState.Best(whole(file, best, "step"), number(file, best, "validationLoss")));
        return new TrainingState(read, whole(file, json, "step"), whole(file, json, "position"), whole(file, json, "tokens"),
                number(file, json, "trainLoss"), validation, lowest, number(file, json, "stepSeconds"), number(file, json, "seconds"));
    }

    private static long whole(Path file, JsonNode json, String key) {
        return value(file, json, key, "a whole number", JsonNode::canConvertToLong).asLong();
    }

    private static int size(Path file, JsonNode json, String key) {
        return value(file, json, key, "a whole number", JsonNode::canConvertToInt).asInt();
    }

    private static double number(Path file, JsonNode json, String key) {
        return value(file, json, key, "a number", JsonNode::isNumber).asDouble();
    }

    private static String text(Path file, JsonNode json, String key) {
        return value(file, json, key, "a text", JsonNode::isTextual).asText();
    }

    private static JsonNode value(Path file, JsonNode json, String key, String what, Predicate<JsonNode> fits) {
        JsonNode value = json.path(key);
        if (!fits.test(value)) {
            throw new UserError(file + ": \"" + key + "\" must be " + what + "; the file was changed, resume from another checkpoint");
        }
        return value;
    }
}
