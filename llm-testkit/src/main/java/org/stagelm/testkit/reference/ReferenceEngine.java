package org.stagelm.testkit.reference;

import com.google.auto.service.AutoService;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.EngineComponent;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.reference.Tape.Source;

/**
 * An engine in plain Java that computes in double precision and makes no effort to be fast: what it gives is what an operation means. Its float type
 * is FLOAT64 unless another is asked for; elements of smaller types are computed in double precision and rounded after each operation.
 *
 * <p>It is strict where engines differ: operands of two types, arithmetic on BOOL, ids out of range, a freed tensor and scopes closed out of order
 * are refused. Safe for several threads as long as they do not update the same variables.
 */
public final class ReferenceEngine extends Primitives implements Engine {

    private final ThreadLocal<Work> work = ThreadLocal.withInitial(Work::new);
    private final AtomicLong living = new AtomicLong();
    private final DType floatType;
    private volatile boolean closed;

    public ReferenceEngine() {
        this(DType.FLOAT64);
    }

    /** Rounds to another float type after each operation, to see what that costs. */
    public ReferenceEngine(DType floatType) {
        if (!floatType.isFloating()) {
            throw new IllegalArgumentException("the float type cannot be " + floatType);
        }
        this.floatType = floatType;
    }

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public String description() {
        return "reference: plain Java, " + floatType + ", for tests";
    }

    @Override
    public DType floatType() {
        return floatType;
    }

    /** The number of tensors not freed yet, gradients and filled state slots included: for tests that nothing leaks. */
    public long livingTensors() {
        return living.get();
    }

    // Scopes and state

    @Override
    public Scope scope() {
        checkOpen();
        return new ReferenceScope(this, work());
    }

    @Override
    public void release(Tensor tensor) {
        Value value = own(tensor);
        if (!value.isLent()) {
            free(value);
        }
    }

    @Override
    public StateSlot state(String name, int axis, Shape shape) {
        checkOpen();
        checkSize("state " + name, shape);
        return new ReferenceStateSlot(this, name, axis < 0 ? axis + shape.rank() : axis, shape);
    }

    @Override
    public Tensor recompute(Tensor x, UnaryOperator<Tensor> body) {
        return work().tape().map(tape -> recomputed(tape, x, body)).orElseGet(() -> body.apply(x));
    }

    private Tensor recomputed(Tape tape, Tensor x, UnaryOperator<Tensor> body) {
        Elements kept = elements(x);
        List<Source> back = List.of(new Source(value(x), g -> g));
        Tensor y = work().recordingOn(Optional.empty(), () -> {
            Tensor found;
            Elements elements;
            try (Scope scope = scope()) {
                found = body.apply(x);
                elements = elements(found);
            }
            return result(found.shape(), elements, List.of());
        });
        if (y.type().isFloating()) {
            tape.noteRecomputed(value(y), () -> work().recordingOn(Optional.of(tape), () -> {
                try (Scope scope = scope()) {
                    return value(body.apply(result(x.shape(), kept, back)));
                }
            }));
        }
        return y;
    }

    // To and from the host

    @Override
    public Tensor upload(DType type, ByteBuffer bytes, long... shape) {
        Shape of = Shape.of(shape);
        return result(of, Bytes.read(type, bytes, checkSize("upload", of)), List.of());
    }

    @Override
    public void read(Tensor tensor, ByteBuffer to) {
        Bytes.write(elements(tensor), to);
    }

    @Override
    public Tensor ids(int[] values, long... shape) {
        Shape of = Shape.of(shape);
        if (checkSize("ids", of) != values.length) {
            throw refused("ids", values.length + " values do not fill " + of);
        }
        return result(of, Elements.integer(DType.INT64, values.length, i -> values[i]), List.of());
    }

    @Override
    public double[] doubles(Tensor tensor) {
        Elements elements = elements(tensor);
        double[] to = new double[elements.size()];
        for (int i = 0; i < to.length; i++) {
            to[i] = elements.number(i);
        }
        return to;
    }

    @Override
    public void floats(Tensor tensor, float[] to) {
        Elements elements = elements(tensor);
        if (!tensor.type().isFloating()) {
            throw new IllegalArgumentException("floats: the tensor is " + tensor.type());
        }
        if (to.length < elements.size()) {
            throw new IllegalArgumentException("floats: " + elements.size() + " elements do not fit into " + to.length);
        }
        for (int i = 0; i < elements.size(); i++) {
            to[i] = (float) elements.number(i);
        }
    }

    // Learning

    @Override
    public Tensor variable(Tensor values) {
        if (!values.type().isFloating()) {
            throw new IllegalArgumentException("variable: values are " + values.type() + ", not floating");
        }
        return unowned(values.shape(), true, elements(values));
    }

    @Override
    public Tensor fixed(Tensor values) {
        return unowned(values.shape(), false, elements(values));
    }

    @Override
    public Recording record() {
        checkOpen();
        return new ReferenceRecording(this, work());
    }

    @Override
    public Optional<Tensor> gradient(Tensor variable) {
        return variableValue(variable).gradient();
    }

    @Override
    public void clearGradients(List<Tensor> variables) {
        variables.forEach(v -> variableValue(v).clearGradient());
    }

    @Override
    public void assign(Tensor target, Tensor source) {
        Elements from = elements(source);
        if (!target.shape().equals(source.shape()) || target.type() != source.type()) {
            throw new IllegalArgumentException("assign: " + source + " does not fit " + target);
        }
        value(target).overwrite(from);
    }

    @Override
    public double clipGradients(List<Tensor> variables, double maxNorm) {
        List<Value> gradients = variables.stream().flatMap(v -> gradient(v).stream()).map(this::value).toList();
        double squares = 0;
        for (Value gradient : gradients) {
            for (int i = 0; i < gradient.elements().size(); i++) {
                squares += gradient.elements().number(i) * gradient.elements().number(i);
            }
        }
        double norm = Math.sqrt(squares);
        if (norm > maxNorm && Double.isFinite(norm)) {
            for (Value gradient : gradients) {
                Elements from = gradient.elements();
                gradient.overwrite(Elements.floating(from.type(), from.size(), i -> from.number(i) * (maxNorm / norm)));
            }
        }
        return norm;
    }

    @Override
    public void close() {
        closed = true;
    }

    // For the other classes of this package

    @Override
    Elements elements(Tensor tensor) {
        return value(tensor).elements();
    }

    @Override
    Tensor result(Shape shape, Elements elements, List<Source> sources) {
        checkOpen();
        Value value = new Value(this, shape, false, elements);
        living.incrementAndGet();
        Work here = work();
        if (!here.scopes().isEmpty()) {
            here.scopes().peek().own(value);
        }
        if (elements.type().isFloating()) {
            here.tape().ifPresent(tape -> tape.note(value, sources));
        }
        return new Tensor(this, shape, elements.type(), value);
    }

    /** What stands behind a living tensor of this engine. */
    Value value(Tensor tensor) {
        checkOpen();
        Value value = own(tensor);
        if (value.isFreed()) {
            throw new IllegalStateException("the tensor " + tensor + " was freed: its scope is closed, or it was closed itself;"
                    + " Scope.keep lets one out");
        }
        return value;
    }

    /** Adds to the gradient of a variable. */
    void collect(Value variable, double[] gradient) {
        DType type = variable.elements().type();
        if (variable.gradient().isPresent()) {
            Value sum = value(variable.gradient().get());
            Elements before = sum.elements();
            sum.overwrite(Elements.floating(type, gradient.length, i -> before.number(i) + gradient[i]));
        } else {
            variable.collect(unowned(variable.shape(), false, Elements.floating(type, gradient.length, i -> gradient[i])));
        }
    }

    void free(Value value) {
        if (value.free()) {
            living.decrementAndGet();
        }
    }

    Work work() {
        return work.get();
    }

    private Tensor unowned(Shape shape, boolean variable, Elements elements) {
        checkOpen();
        living.incrementAndGet();
        return new Tensor(this, shape, elements.type(), new Value(this, shape, variable, elements));
    }

    private Value own(Tensor tensor) {
        if (!(tensor.handle() instanceof Value value) || value.engine() != this) {
            throw new IllegalArgumentException("the tensor " + tensor + " belongs to another engine");
        }
        return value;
    }

    private Value variableValue(Tensor tensor) {
        Value value = value(tensor);
        if (!value.isVariable()) {
            throw new IllegalArgumentException("the tensor " + tensor + " is not a variable");
        }
        return value;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the reference engine is closed");
        }
    }

    /** {@code "backend": "reference"}; never chosen by {@code "auto"} where there is another. */
    @SuppressWarnings("rawtypes") // AutoService: the service is generic
    @AutoService(EngineComponent.class)
    public static final class Plugin implements EngineComponent<Settings> {

        @Override
        public String type() {
            return "reference";
        }

        @Override
        public Settings defaults() {
            return new Settings();
        }

        @Override
        public int speedRank() {
            return Integer.MIN_VALUE;
        }

        @Override
        public Engine create(Settings settings, BuildContext context) {
            return new ReferenceEngine();
        }
    }

    /** There is nothing to set. */
    public record Settings() {}
}
