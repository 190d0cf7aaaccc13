package org.stagelm.nd4j;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.stagelm.api.tensor.AdamStep;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.nd4j.kernel.Compute;
import org.stagelm.nd4j.kernel.Learning;
import org.stagelm.nd4j.kernel.OtherTypes;
import org.stagelm.nd4j.kernel.RowChoice;
import org.stagelm.nd4j.kernel.Workers;
import org.stagelm.nd4j.library.Nd4jLibrary;
import org.stagelm.nd4j.library.SerialBlas;
import org.stagelm.nd4j.memory.MemoryPool;
import org.stagelm.nd4j.memory.Strided;
import org.stagelm.nd4j.tape.Tape;

/**
 * The engine on ND4J: float32 on the CPU, with an autograd tape and kernels of its own. The same work on the same number of threads gives the same
 * bits each time.
 *
 * <p>Tensors may be handed from thread to thread; scopes and recordings belong to the thread that opened them. A tensor that is used after it was
 * closed gives an IllegalStateException. One tensor holds at most 2 GiB. While an engine is open, OpenBLAS itself uses one thread in the whole
 * process, since the engine cuts products up for its own.
 */
public final class Nd4jEngine extends FusedOperations implements Engine {

    private final ThreadLocal<EngineThread> thread = ThreadLocal.withInitial(EngineThread::new);
    private final Learning learning;
    private final int threads;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Nd4jEngine(Compute compute, int threads) {
        super(compute);
        this.learning = new Learning(compute);
        this.threads = threads;
    }

    /**
     * Loads ND4J and opens an engine on it.
     *
     * @param threads for one operation, 0: one for each available processor
     * @throws org.stagelm.api.UserError where ND4J does not load on this platform, saying what to add
     */
    public static Nd4jEngine open(int threads) {
        Nd4jLibrary.load();
        SerialBlas.begin();
        int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        MemoryPool pool = new MemoryPool();
        return new Nd4jEngine(new Compute(pool, new Workers(count), RowChoice.rows()), count);
    }

    @Override
    void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the engine nd4j is closed");
        }
    }

    @Override
    EngineThread thread() {
        return thread.get();
    }

    @Override
    public String name() {
        return Nd4jPlugin.TYPE;
    }

    @Override
    public String description() {
        return "ND4J with OpenBLAS on the CPU, " + compute().rows().description() + ", threads: " + threads;
    }

    /** Native memory held by tensors that are not freed yet, in bytes: for tests that nothing leaks. */
    public long usedBytes() {
        return compute().pool().usedBytes();
    }

    /** Native memory that this engine has taken, held or waiting for its next use, in bytes. */
    public long allBytes() {
        return compute().pool().allBytes() + compute().workers().scratchBytes();
    }

    // Scopes and state

    @Override
    public Scope scope() {
        checkOpen();
        return new EngineScope(this);
    }

    @Override
    public void release(Tensor tensor) {
        value(tensor).release();
    }

    @Override
    public StateSlot state(String name, int axis, Shape shape) {
        checkOpen();
        return new CacheSlot(this, name, axis, shape);
    }

    @Override
    public Tensor recompute(Tensor x, UnaryOperator<Tensor> body) {
        return thread().tape().map(tape -> Recomputation.run(this, tape, x, body)).orElseGet(() -> body.apply(x));
    }

    // To and from the host

    @Override
    public Tensor upload(DType type, ByteBuffer bytes, long... shape) {
        Shape of = Shape.of(shape);
        Operation op = operation("upload");
        return op.result(of, op.run(() -> Host.bytes(compute().pool(), type, bytes, of)));
    }

    @Override
    public void read(Tensor tensor, ByteBuffer to) {
        Operation op = operation("read", tensor);
        Strided dense = arithmetic().dense(op.in(0));
        try {
            op.run(() -> {
                Host.read(dense, to);
                return to;
            });
        } finally {
            dense.release();
        }
    }

    @Override
    public Tensor ids(int[] values, long... shape) {
        Shape of = Shape.of(shape);
        Operation op = operation("ids");
        return op.result(of, op.run(() -> Host.ids(compute().pool(), values, of)));
    }

    @Override
    public double[] doubles(Tensor tensor) {
        Operation op = operation("read", tensor);
        return op.run(() -> OtherTypes.numbers(op.in(0)));
    }

    @Override
    public void floats(Tensor tensor, float[] to) {
        Operation op = operation("floats", tensor).floating();
        if (to.length < op.in(0).elements()) {
            throw op.refuse(op.in(0).elements() + " elements do not fit into " + to.length);
        }
        Strided floats = Strided.allocate(compute().pool(), DType.FLOAT32, op.in(0).sizes());
        try {
            arithmetic().copy(op.in(0), floats);
            Host.floats(floats, to);
        } finally {
            floats.release();
        }
    }

    // Learning

    @Override
    public Tensor variable(Tensor values) {
        if (!values.type().isFloating()) {
            throw new IllegalArgumentException("a variable is of a floating type, not " + values);
        }
        return new Tensor(this, values.shape(), values.type(), new Variable(this, copy("variable", values), arithmetic()));
    }

    @Override
    public Tensor fixed(Tensor values) {
        return new Tensor(this, values.shape(), values.type(), new Value(this, copy("fixed", values)));
    }

    private Strided copy(String name, Tensor values) {
        Operation op = operation(name, values);
        return op.run(() -> {
            Strided to = arithmetic().like(op.in(0));
            arithmetic().copy(op.in(0), to);
            return to;
        });
    }

    @Override
    public Recording record() {
        checkOpen();
        Tape tape = new Tape(arithmetic());
        thread().beginTape(tape);
        return new EngineRecording(this, tape);
    }

    @Override
    public Optional<Tensor> gradient(Tensor variable) {
        checkOpen();
        return Variable.of(variable).showGradient(this, variable);
    }

    @Override
    public void clearGradients(List<Tensor> variables) {
        checkOpen();
        variables.forEach(variable -> Variable.of(variable).clearGradient());
    }

    @Override
    public void assign(Tensor target, Tensor source) {
        if (!target.shape().equals(source.shape()) || target.type() != source.type()) {
            throw new IllegalArgumentException("assign: " + source + " does not fit " + target);
        }
        Operation op = operation("assign", source, target);
        computePending();
        arithmetic().copy(op.in(0), op.in(1));
    }

    private List<Strided> gradients(List<Tensor> variables) {
        List<Strided> gradients = new ArrayList<>(variables.size());
        for (Tensor variable : variables) {
            Variable.of(variable).gradient().filter(g -> fast("clipGradients", g)).ifPresent(gradients::add);
        }
        return gradients;
    }

    private static boolean fast(String operation, Strided x) {
        if (x.type() != DType.FLOAT32) {
            throw new IllegalArgumentException(operation + " is for FLOAT32 variables on the engine nd4j, not " + x.type());
        }
        return true;
    }

    @Override
    public double clipGradients(List<Tensor> variables, double maxNorm) {
        checkOpen();
        List<Strided> gradients = gradients(variables);
        double norm = learning.norm(gradients);
        if (norm > maxNorm && Double.isFinite(norm)) {
            learning.scale(gradients, (float) (maxNorm / norm));
        }
        return norm;
    }

    @Override
    public void adam(List<Tensor> variables, List<List<Tensor>> moments, AdamStep s) {
        checkOpen();
        List<Learning.Parameter> parameters = new ArrayList<>(variables.size());
        for (int i = 0; i < variables.size(); i++) {
            Optional<Strided> gradient = Variable.of(variables.get(i)).gradient().filter(g -> fast("adam", g));
            if (gradient.isPresent()) {
                parameters.add(new Learning.Parameter(value(variables.get(i)).elements(), gradient.get(), dense(moments.get(i).get(0)),
                        dense(moments.get(i).get(1))));
            }
        }
        computePending();
        learning.adam(parameters, s);
    }

    private Strided dense(Tensor moment) {
        Strided elements = value(moment).elements();
        if (!elements.isDense() || moment.type() != DType.FLOAT32) {
            throw new IllegalArgumentException("adam: a moment must be a FLOAT32 variable or fixed tensor, not a view: " + moment);
        }
        return elements;
    }

    /** Ends the engine's threads and gives back the memory that waits; that of tensors still open follows when they are closed. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            compute().workers().close();
            compute().pool().close();
            SerialBlas.end();
        }
    }
}
