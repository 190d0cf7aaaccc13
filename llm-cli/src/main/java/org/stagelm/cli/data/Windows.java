package org.stagelm.cli.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stagelm.api.data.Batch;
import org.stagelm.api.data.Tokenizer;

/** The rows of a batch as x → y: what a model is shown and what it is to say. */
record Windows(Batch batch, Optional<Tokenizer> tokenizer) {

    /** Steps of the first window that are written out. */
    private static final int STEPS = 6;

    /** A text on one line. */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + "\"";
    }

    /** The first {@code rows} rows, and of the first one how each token follows from those before it. */
    List<String> lines(int rows) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < Math.min(rows, batch.rows()); row++) {
            lines.add("  x: " + text(x(row)));
            lines.add("  y: " + text(y(row)));
        }
        int begin = 0;
        for (int step = 0; step < Math.min(STEPS, y(0).length); step++) {
            int place = step;
            begin = batch.starts().map(starts -> starts[place]).orElse(begin);
            lines.add("    " + text(Arrays.copyOfRange(batch.inputs(), begin, step + 1)) + " → " + text(batch.targets()[step]));
        }
        return lines;
    }

    void json(ArrayNode array, int rows) {
        for (int row = 0; row < Math.min(rows, batch.rows()); row++) {
            ObjectNode window = array.addObject();
            Arrays.stream(x(row)).forEach(window.putArray("x")::add);
            Arrays.stream(y(row)).forEach(window.putArray("y")::add);
        }
    }

    private int[] x(int row) {
        return Arrays.copyOfRange(batch.inputs(), row * batch.length(), row * batch.length() + y(row).length);
    }

    /** The targets of a row up to where they end. */
    private int[] y(int row) {
        return Arrays.stream(batch.targets(), row * batch.length(), (row + 1) * batch.length()).filter(target -> target != Batch.IGNORED).toArray();
    }

    private String text(int... ids) {
        return tokenizer.map(t -> quoted(t.decode(ids)))
                .orElseGet(() -> Arrays.stream(ids).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
    }
}
