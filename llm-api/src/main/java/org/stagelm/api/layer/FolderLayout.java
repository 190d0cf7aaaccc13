package org.stagelm.api.layer;

import java.util.List;
import java.util.Map;

/**
 * How a model lies in its folder: the names and layouts of the tensors in {@code model.safetensors}, and what {@code config.json} says to other tools.
 *
 * @param config the content of {@code config.json}; empty where no other tool knows such a model
 * @param tensors all trainable parameters, each once
 */
public record FolderLayout(Map<String, Object> config, List<StoredTensor> tensors) {

    /**
     * One tensor of the file.
     *
     * @param name in the file
     * @param parameters paths of the parameters it holds, one above the other along axis 0 (before transposition)
     * @param transposed true where the file has the transposed matrix
     */
    public record StoredTensor(String name, List<String> parameters, boolean transposed) {

        public static StoredTensor of(String name, String parameter) {
            return new StoredTensor(name, List.of(parameter), false);
        }
    }

    static FolderLayout own(List<Parameter> parameters) {
        return new FolderLayout(Map.of(), parameters.stream().filter(Parameter::trainable).map(p -> StoredTensor.of(p.path(), p.path())).toList());
    }
}
