package org.stagelm.export.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.layer.Initialization;
import org.stagelm.api.layer.Initializer;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Linear;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.LayerPath;
import org.stagelm.api.tensor.Tensor;

/** A model that looks ids up in a table [5, 8], then does what a test wants in {@code layers.0.odd}; what comes out are the logits. */
public final class OddModel extends LanguageModel {

    public static final int VOCABULARY = 5;
    public static final int WIDTH = 8;

    private final Parameter table;
    private final BiFunction<Tensor, Pass, Tensor> layer;

    public OddModel(BiFunction<Tensor, Pass, Tensor> layer) {
        this(new OnlyParameters(), layer);
    }

    private OddModel(LayerContext context, BiFunction<Tensor, Pass, Tensor> layer) {
        super(context);
        this.table = context.parameter("table", Role.EMBEDDING, (key, i) -> (float) key.normal(i), VOCABULARY, WIDTH);
        this.layer = layer;
    }

    @Override
    protected Tensor forward(Tensor ids, Pass pass) {
        Tensor x = table.value().gather(ids);
        return LayerPath.within("layers.0.odd", () -> layer.apply(x, pass));
    }

    @Override
    protected Tensor project(Tensor hidden) {
        return hidden;
    }

    /** The context of a model without parts. */
    private static final class OnlyParameters implements LayerContext {

        private final List<Parameter> declared = new ArrayList<>();

        @Override
        public String path() {
            return "";
        }

        @Override
        public Dimensions dimensions() {
            return new Dimensions(1, WIDTH, 16, 1, WIDTH, VOCABULARY);
        }

        @Override
        public Parameter parameter(String name, Role role, Initializer initializer, long... shape) {
            Parameter parameter = new Parameter(name, role, initializer, shape);
            declared.add(parameter);
            return parameter;
        }

        @Override
        public List<Parameter> parameters() {
            return List.copyOf(declared);
        }

        @Override
        public Parameter parameter(String name, Role role, long... shape) {
            throw new AssertionError("without an initializer");
        }

        @Override
        public LayerContext child(String name) {
            throw new AssertionError("without parts");
        }

        @Override
        public LayerContext block(int number) {
            throw new AssertionError("without parts");
        }

        @Override
        public LayerContext ofWidth(int width) {
            throw new AssertionError("without parts");
        }

        @Override
        public OptionalInt layer() {
            return OptionalInt.empty();
        }

        @Override
        public LayerContext initializedBy(Initialization initialization) {
            throw new AssertionError("without parts");
        }

        @Override
        public Linear linear(String name, Role role, int in, int out, boolean bias) {
            throw new AssertionError("without parts");
        }

        @Override
        public <T> T make(Choice<T> choice) {
            throw new AssertionError("without parts");
        }

        @Override
        public Path path(String path) {
            throw new AssertionError("without files");
        }
    }
}
