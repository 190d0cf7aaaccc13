package org.stagelm.core.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.stagelm.api.UserError;
import org.stagelm.core.json.Json;
import org.stagelm.core.safetensors.SafetensorsFile;

/** The weights of a model folder: one safetensors file, or several that an index lists. */
final class WeightFiles implements AutoCloseable {

    static final String WEIGHTS = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    private final List<SafetensorsFile> open = new ArrayList<>();
    private final Map<String, SafetensorsFile> byTensor = new LinkedHashMap<>();

    private WeightFiles() {}

    /** @throws UserError where there are no weights, or a file of them is missing or not sound */
    static WeightFiles open(Path folder) {
        WeightFiles files = new WeightFiles();
        try {
            for (Path file : list(folder)) {
                files.add(SafetensorsFile.open(file));
            }
            return files;
        } catch (RuntimeException | Error e) {
            files.close();
            throw e;
        }
    }

    private static List<Path> list(Path folder) {
        Path single = folder.resolve(WEIGHTS);
        if (Files.exists(single)) {
            return List.of(single);
        }
        Path index = folder.resolve(INDEX);
        if (Files.exists(index)) {
            return listed(folder, index);
        }
        boolean pickled = Stream.of("pytorch_model.bin", "pytorch_model.bin.index.json", "model.pt")
                .anyMatch(name -> Files.exists(folder.resolve(name)));
        throw new UserError(folder + " has no " + WEIGHTS + (pickled
                ? "; its weights are pickled, which can run code when opened and is not read here:"
                        + " convert them with save_pretrained(..., safe_serialization=True)"
                : ": is it a model folder?"));
    }

    private static List<Path> listed(Path folder, Path index) {
        JsonNode map = Json.read(index).path("weight_map");
        Set<String> names = new LinkedHashSet<>();
        map.forEach(name -> names.add(name.asText()));
        if (names.isEmpty()) {
            throw new UserError(index + " has no weight_map that says which tensor is in which file");
        }
        return names.stream().map(name -> {
            // A plain name only: an index must not lead out of its folder.
            if (!name.matches("[\\w.-]+\\.safetensors")) {
                throw new UserError(index + ": weight_map must name safetensors files in the same folder");
            }
            return folder.resolve(name);
        }).toList();
    }

    private void add(SafetensorsFile file) {
        open.add(file);
        for (String tensor : file.names()) {
            SafetensorsFile other = byTensor.putIfAbsent(tensor, file);
            if (other != null) {
                throw new UserError("tensor " + tensor + " is in both " + other.file() + " and " + file.file());
            }
        }
    }

    Set<String> names() {
        return byTensor.keySet();
    }

    /** The file that has the tensor, one of {@link #names()}. */
    SafetensorsFile of(String tensor) {
        return byTensor.get(tensor);
    }

    @Override
    public void close() {
        open.forEach(SafetensorsFile::close);
    }
}
