package org.stagelm.core.folder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.stagelm.api.layer.Role;
import org.stagelm.core.config.Faults;
import org.stagelm.core.safetensors.SafetensorsFile;

/**
 * Finds each tensor of a layout in the files and checks that nothing is missing, left over or of another shape.
 *
 * <p>Names match with or without the prefix of the model without its head ({@code transformer.}, {@code model.}), which tools write or leave out.
 * Left over may be buffers that other tools store although they follow from the config, and a copy of the embedding under the head's name where the
 * two are tied.
 */
final class WeightMatch {

    private static final Pattern PREFIX = Pattern.compile("^(transformer|model)\\.");
    /** The causal mask of GPT-2 and GPT-NeoX, and rotary frequencies. */
    private static final Pattern BUFFER = Pattern.compile("(.*\\.)?((attn|attention)\\.(masked_)?bias|inv_freq)");
    private static final String HEAD = "lm_head.weight";
    private static final int MOST_FAULTS = 20;
    private static final int PIECE = 1 << 16;

    private final WeightFiles files;
    private final Map<Packing, String> found = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private WeightMatch(WeightFiles files) {
        this.files = files;
    }

    /**
     * The name in the files of each tensor.
     *
     * @param source what is read, for the message
     * @throws org.stagelm.api.UserError that lists all that does not fit
     */
    static Map<Packing, String> match(String source, WeightFiles files, List<Packing> layout) {
        WeightMatch match = new WeightMatch(files);
        match.find(layout);
        match.checkRest();
        match.report(source);
        return match.found;
    }

    private void find(List<Packing> layout) {
        Map<String, String> byBareName = new HashMap<>();
        files.names().forEach(name -> byBareName.putIfAbsent(bare(name), name));
        for (Packing packing : layout) {
            String name = files.names().contains(packing.name()) ? packing.name() : byBareName.get(bare(packing.name()));
            if (name == null) {
                faults.add(packing.name() + " " + Arrays.toString(packing.shape()) + " is missing");
                continue;
            }
            found.put(packing, name);
            check(packing, name);
        }
    }

    private void check(Packing packing, String name) {
        SafetensorsFile file = files.of(name);
        if (!Arrays.equals(file.shape(name), packing.shape())) {
            faults.add(name + " is " + Arrays.toString(file.shape(name)) + " in the file, but " + Arrays.toString(packing.shape()) + " in the model");
        } else if (!file.isFloating(name)) {
            faults.add(name + " is of the type " + file.typeName(name) + "; weights are F32, F16, BF16 or F64");
        }
    }

    private void checkRest() {
        Set<String> rest = new LinkedHashSet<>(files.names());
        rest.removeAll(found.values());
        for (String name : rest) {
            if (BUFFER.matcher(name).matches()) {
                continue;
            }
            Optional<String> embedding = bare(name).equals(HEAD) ? tied(name) : Optional.empty();
            if (embedding.isEmpty()) {
                faults.add(name + " " + Arrays.toString(files.of(name).shape(name)) + " is not part of the model");
            } else if (!same(name, embedding.get())) {
                faults.add(name + " differs from " + embedding.get() + ", but the model ties its head to the embedding: set tieEmbeddings to false");
            }
        }
    }

    /** The embedding that a model without a head of its own uses for it. */
    private Optional<String> tied(String head) {
        boolean ownHead = found.keySet().stream().anyMatch(packing -> holds(packing, Role.HEAD));
        return ownHead ? Optional.empty() : found.entrySet().stream()
                .filter(entry -> holds(entry.getKey(), Role.EMBEDDING) && !entry.getKey().transposed())
                .map(Map.Entry::getValue)
                .filter(name -> Arrays.equals(files.of(name).shape(name), files.of(head).shape(head)))
                .findFirst(); // the token embedding is declared before positions, whose table might have the same shape
    }

    private static boolean holds(Packing packing, Role role) {
        return packing.parameters().stream().anyMatch(parameter -> parameter.role() == role);
    }

    private boolean same(String a, String b) {
        float[] pieceA = new float[PIECE];
        float[] pieceB = new float[PIECE];
        long elements = files.of(a).elements(a);
        for (long from = 0; from < elements; from += PIECE) {
            int count = (int) Math.min(PIECE, elements - from);
            files.of(a).floats(a, from, pieceA, 0, count);
            files.of(b).floats(b, from, pieceB, 0, count);
            if (!Arrays.equals(pieceA, 0, count, pieceB, 0, count)) {
                return false;
            }
        }
        return true;
    }

    private void report(String source) {
        Faults all = new Faults();
        faults.stream().limit(MOST_FAULTS).forEach(fault -> all.add("", fault));
        if (faults.size() > MOST_FAULTS) {
            all.add("", "… and " + (faults.size() - MOST_FAULTS) + " more");
        }
        all.throwIfAny(source);
    }

    private static String bare(String name) {
        return PREFIX.matcher(name).replaceFirst("");
    }
}
