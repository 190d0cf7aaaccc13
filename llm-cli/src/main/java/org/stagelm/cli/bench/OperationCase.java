package org.stagelm.cli.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stagelm.api.UserError;

/**
 * One operation at one size, as every side of {@code bench ops} gets it.
 *
 * @param function such as {@code linear}
 * @param sizes in the order of the list below
 * @param backward true: forward, and from the sum of the result back to every input that is differentiated
 */
record OperationCase(String function, List<Integer> sizes, boolean backward) {

    private static final String BACKWARD = "backward";

    /** Of the training step. The sizes are those of GPTs of width 128 and 256 on batches of letters, and of GPT-2's vocabulary. */
    private static final List<String> DIFFERENTIATED = List.of(
            "linear/3072/256/1024", "linear/768/128/512", // rows, in, out
            "gelu/3072/1024", "gelu-tanh/3072/1024", "silu/3072/1024", // rows, columns
            "softmax/8192/128", "log-softmax/3072/65", // rows, columns
            "layer-norm/3072/256", "rms-norm/3072/256", // rows, width
            "rotate/32/4/128/64", "attend/32/4/128/64", "attend/12/4/64/32", // batch, heads, positions, size of a head
            "cross-entropy/3072/65", "cross-entropy/256/50257", // rows, vocabulary
            "gather/65/256/3072", "gather/50257/768/256", // vocabulary, width, ids
            "dropout/3072/1024", "add/3072/256"); // rows, columns

    /** Of decoding, and of learning. */
    private static final List<String> FORWARD_ONLY = List.of(
            "linear/1/768/3072", "gelu/1/3072", "layer-norm/1/768",
            "attend-one/1/12/512/64", // batch, heads, keys that one query sees, size of a head
            "adamw/12/512/512", "clip/12/512/512"); // matrices, rows, columns: 3.1 M parameters

    /** All, in the order of the report: each forward, then with its way back. */
    static List<OperationCase> all() {
        Stream<String> differentiated = DIFFERENTIATED.stream().flatMap(name -> Stream.of(name, name + "/" + BACKWARD));
        return Stream.concat(differentiated, FORWARD_ONLY.stream()).map(OperationCase::of).toList();
    }

    /**
     * Those that are meant.
     *
     * @param names a whole name, or its beginning up to a slash, such as {@code attend}; none: all
     */
    static List<OperationCase> named(List<String> names) {
        if (names.isEmpty()) {
            return all();
        }
        List<OperationCase> chosen = new ArrayList<>();
        for (String name : names) {
            List<OperationCase> meant = all().stream().filter(each -> (each.name() + "/").startsWith(name + "/")).toList();
            if (meant.isEmpty()) {
                throw new UserError("--case " + name + ": there is no such operation; there are " + String.join(", ", DIFFERENTIATED)
                        + ", each also with /" + BACKWARD + ", and " + String.join(", ", FORWARD_ONLY));
            }
            chosen.addAll(meant);
        }
        return chosen.stream().distinct().sorted(Comparator.comparingInt(all()::indexOf)).toList();
    }

    /** The inverse of {@link #name()}. */
    static OperationCase of(String name) {
        List<String> parts = List.of(name.split("/"));
        boolean backward = parts.get(parts.size() - 1).equals(BACKWARD);
        List<Integer> sizes = parts.subList(1, parts.size() - (backward ? 1 : 0)).stream().map(Integer::valueOf).toList();
        return new OperationCase(parts.get(0), sizes, backward);
    }

    /** The function, its sizes and, where it is differentiated, {@code backward}, between slashes. */
    String name() {
        String forward = function + sizes.stream().map(size -> "/" + size).collect(Collectors.joining());
        return backward ? forward + "/" + BACKWARD : forward;
    }

    /** The sizes, in an array of the caller's. */
    int[] dimensions() {
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }
}
