package org.stagelm.core.folder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.stagelm.api.layer.FolderLayout;
import org.stagelm.api.layer.FolderLayout.StoredTensor;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;

/**
 * How one tensor of the file holds parameters: one above the other along axis 0, then transposed where the file wants it so, as in
 * GPT-2's {@code Conv1D}.
 *
 * @param name in the file
 */
record Packing(String name, List<Parameter> parameters, boolean transposed) {

    Packing {
        long[] first = parameters.get(0).shape();
        for (Parameter parameter : parameters) {
            long[] shape = parameter.shape();
            boolean fits = shape.length == first.length && (parameters.size() == 1 || shape.length > 0);
            for (int axis = 1; fits && axis < shape.length; axis++) {
                fits = shape[axis] == first[axis];
            }
            if (!fits || transposed && shape.length != 2) {
                throw new IllegalStateException("the layout of tensor " + name + " does not fit its parameters " + parameters);
            }
        }
    }

    /** @throws IllegalStateException where the layout does not hold each trainable parameter once */
    static List<Packing> of(LanguageModel model) {
        FolderLayout layout = model.layout();
        Map<String, Parameter> left = new HashMap<>();
        model.parameters().stream().filter(Parameter::trainable).forEach(p -> left.put(p.path(), p));
        List<Packing> packings = new ArrayList<>();
        for (StoredTensor tensor : layout.tensors()) {
            List<Parameter> parameters = new ArrayList<>();
            for (String path : tensor.parameters()) {
                Parameter parameter = left.remove(path);
                if (parameter == null) {
                    throw new IllegalStateException("the layout's tensor " + tensor.name() + " holds " + path
                            + ", which the model does not have or another tensor holds already");
                }
                parameters.add(parameter);
            }
            packings.add(new Packing(tensor.name(), List.copyOf(parameters), tensor.transposed()));
        }
        if (!left.isEmpty()) {
            throw new IllegalStateException("the layout leaves out the parameters " + left.keySet());
        }
        return packings;
    }

    /** In the file. */
    long[] shape() {
        long[] shape = parameters.get(0).shape();
        if (parameters.size() > 1) {
            shape[0] = parameters.stream().mapToLong(p -> p.shape()[0]).sum();
        }
        return transposed ? new long[] {shape[1], shape[0]} : shape;
    }

    /** The file's values, of the parameters'. */
    float[] pack(Function<Parameter, float[]> values) {
        float[] packed = new float[Math.toIntExact(parameters.stream().mapToLong(Parameter::elements).sum())];
        int at = 0;
        for (Parameter parameter : parameters) {
            float[] part = values.apply(parameter);
            System.arraycopy(part, 0, packed, at, part.length);
            at += part.length;
        }
        return transposed ? transpose(packed, (int) parameters.get(0).shape()[1]) : packed;
    }

    /** The parameters' values one after the other, of the file's values. */
    float[] stacked(float[] packed) {
        return transposed ? transpose(packed, (int) shape()[1]) : packed;
    }

    /** One parameter's values of all of them. */
    float[] part(float[] stacked, Parameter parameter) {
        if (parameters.size() == 1) {
            return stacked;
        }
        int at = 0;
        for (Parameter before : parameters.subList(0, parameters.indexOf(parameter))) {
            at += (int) before.elements();
        }
        return Arrays.copyOfRange(stacked, at, at + (int) parameter.elements());
    }

    /** [rows, columns] → [columns, rows]. */
    private static float[] transpose(float[] from, int columns) {
        int rows = columns == 0 ? 0 : from.length / columns;
        float[] to = new float[from.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                to[column * rows + row] = from[row * columns + column];
            }
        }
        return to;
    }
}
