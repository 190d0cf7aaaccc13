package org.stagelm.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stagelm.api.UserError;
import org.stagelm.core.json.Json;

/**
 * Words and their vectors.
 *
 * @param vectors all of one length, at least two
 */
record WordVectors(Map<String, double[]> vectors) {

    /** What nearest neighbours are measured by. */
    record Neighbour(String word, double cosine) {}

    /**
     * @param rows the embedding of each token of a word; a word of several is their mean
     * @throws UserError where there are fewer than two words
     */
    static WordVectors of(Map<String, float[][]> rows) {
        Map<String, double[]> vectors = new LinkedHashMap<>();
        rows.forEach((word, tokens) -> {
            double[] mean = new double[tokens[0].length];
            for (float[] token : tokens) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += token[i] / tokens.length;
                }
            }
            vectors.put(word, mean);
        });
        return checked(new WordVectors(vectors), "the list of words");
    }

    /** {@code {"cat": [0.1, 0.2], …}}. */
    static WordVectors read(Path file) {
        JsonNode tree = Json.read(file);
        if (!tree.isObject()) {
            throw new UserError(file + " must be an object of words and their vectors, such as {\"cat\": [0.1, 0.2]}");
        }
        Map<String, double[]> vectors = new LinkedHashMap<>();
        tree.properties().forEach(entry -> vectors.put(entry.getKey(), vector(file, entry)));
        return checked(new WordVectors(vectors), file.toString());
    }

    private static double[] vector(Path file, Map.Entry<String, JsonNode> entry) {
        double[] vector = new double[entry.getValue().size()];
        for (int i = 0; i < vector.length; i++) {
            JsonNode number = entry.getValue().get(i);
            if (number == null || !number.isNumber() || !Double.isFinite(number.doubleValue())) {
                throw new UserError(file + ": the vector of \"" + entry.getKey() + "\" must be a list of numbers");
            }
            vector[i] = number.doubleValue();
        }
        return vector;
    }

    private static WordVectors checked(WordVectors words, String source) {
        if (words.vectors.size() < 2) {
            throw new UserError(source + " has " + words.vectors.size() + " words; a map needs at least two");
        }
        Map.Entry<String, double[]> first = words.vectors.entrySet().iterator().next();
        words.vectors.forEach((word, vector) -> {
            if (vector.length != first.getValue().length || vector.length == 0) {
                throw new UserError(source + ": the vector of \"" + word + "\" has " + vector.length + " numbers, that of \"" + first.getKey() + "\" "
                        + first.getValue().length);
            }
        });
        return words;
    }

    /** One word a line; empty lines do not count. */
    static List<String> words(Path file) {
        try {
            return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).distinct().toList();
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The {@code count} words nearest to one of them by the cosine of the angle, nearest first. */
    List<Neighbour> nearest(String word, int count) {
        List<Neighbour> others = new ArrayList<>();
        vectors.forEach((other, vector) -> {
            if (!other.equals(word)) {
                others.add(new Neighbour(other, cosine(vectors.get(word), vector)));
            }
        });
        others.sort((a, b) -> Double.compare(b.cosine, a.cosine));
        return others.subList(0, Math.min(count, others.size()));
    }

    private static double cosine(double[] a, double[] b) {
        double product = 0;
        double lengthA = 0;
        double lengthB = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            lengthA += a[i] * a[i];
            lengthB += b[i] * b[i];
        }
        return lengthA == 0 || lengthB == 0 ? 0 : product / Math.sqrt(lengthA * lengthB);
    }
}
