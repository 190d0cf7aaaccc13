package org.stagelm.export.onnx.trace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stagelm.api.UserError;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.export.onnx.graph.Graph;

/**
 * Gets the graph of a model by running it once on the tracer.
 *
 * <pre>
 * input_ids       INT64 [B, T]      logits   [B, T, vocabulary]
 * attention_mask  INT64 [B, S]      present  [B, Hkv, S, D] for the keys and the values of each attention
 * position_ids    INT64 [B, T]
 * past_key_values [B, Hkv, past, D], S = past + T
 * </pre>
 *
 * <p>A token that {@code attention_mask} has 0 for is seen by none.
 */
public final class ModelTrace {

    private static final Shape IDS = Shape.of(Interface.BATCH, Interface.SEQUENCE);

    private final Graph graph = new Graph();
    private final Sizes sizes = new Sizes(graph);
    private final Tracer tracer = new Tracer(graph, sizes);

    private ModelTrace() {}

    /**
     * While it runs, the model's parameters stand for values of the graph; after that they have their own values again.
     *
     * @param model its parameters are bound; nothing else uses it meanwhile
     * @throws UserError naming the layer, where the model does what a graph cannot express
     */
    public static Graph trace(LanguageModel model) {
        List<Parameter> parameters = model.parameters();
        List<Tensor> values = parameters.stream().map(Parameter::stored).toList();
        ModelTrace trace = new ModelTrace();
        try {
            parameters.forEach(trace::bind);
            return trace.run(model);
        } catch (SymbolicSizeException e) {
            throw new UserError("the model cannot be exported: " + e.getMessage(), e);
        } finally {
            for (int i = 0; i < values.size(); i++) {
                parameters.get(i).bind(values.get(i));
            }
        }
    }

    private void bind(Parameter parameter) {
        String value = graph.weight(parameter.path(), parameter.shape());
        parameter.bind(tracer.tensor(value, DType.FLOAT32, Shape.of(parameter.shape())));
    }

    private Graph run(LanguageModel model) {
        Tensor ids = input("input_ids", IDS);
        Tensor mask = input("attention_mask", Shape.of(Interface.BATCH, Interface.TOTAL));
        Tensor positions = input("position_ids", IDS);
        sizes.know(Interface.BATCH, tracer.value(ids), 0);
        sizes.know(Interface.SEQUENCE, tracer.value(ids), 1);
        sizes.know(Interface.TOTAL, tracer.value(mask), 1);
        sizes.knowDifference(Interface.PAST, Interface.TOTAL, Interface.SEQUENCE);
        TracedCache cache = new TracedCache(tracer, graph);
        Mask visible = new Mask(false, OptionalInt.empty(), Optional.of(mask.cast(DType.BOOL)));
        Tensor logits = model.logits(ids, new Pass(positions, visible, Optional.of(cache), Optional.empty())).cast(DType.FLOAT32);
        graph.output(tracer.value(logits), Interface.info("logits", logits.type(), logits.shape()));
        cache.addOutputs();
        return graph;
    }

    private Tensor input(String name, Shape shape) {
        return tracer.tensor(graph.input(Interface.info(name, DType.INT64, shape)), DType.INT64, shape);
    }
}
