package org.stagelm.torch;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.api.tensor.AdamStep;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.torch.library.Processor;
import org.stagelm.torch.library.TorchLibrary;

/**
 * The engine on libtorch, with libtorch's own autograd: float32 or bfloat16, on the CPU or a graphics card.
 *
 * <p>Tensors may be handed from thread to thread; scopes and recordings belong to the thread that opened them. A tensor that is used after it was
 * closed gives an IllegalStateException. What libtorch refuses gives an IllegalStateException of one line: operation, layer, shapes and libtorch's
 * reason.
 *
 * <p>On the CPU the same run gives the same bits. On a graphics card some of libtorch's kernels add in no fixed order.
 */
public final class TorchEngine extends TorchFusedBackend implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(TorchEngine.class);

    private final int threads;
    private final Lanes lanes;
    private volatile boolean closed;

    /** Called where libtorch is loaded; {@code threads} is what it was set to. */
    private TorchEngine(int threads, DType floatType, TorchDevice device) {
        super(floatType, device, threads);
        this.threads = threads;
        this.lanes = new Lanes(threads);
    }

    /** Opens an engine with float32 on the CPU. */
    public static TorchEngine open(int threads) {
        return open(new TorchSettings(threads, TorchSettings.DEFAULTS.dtype(), TorchSettings.DEFAULTS.device()));
    }

    /**
     * Loads libtorch and opens an engine on it. Libtorch has one number of threads for the whole process: the last engine opened sets it.
     *
     * @throws org.stagelm.api.UserError where libtorch does not load on this platform, or without the wanted device, saying what to add
     */
    public static TorchEngine open(TorchSettings settings) {
        int threads = TorchLibrary.load(settings.threads());
        TorchDevice device = TorchDevice.of(settings.device());
        if (settings.dtype() == FloatType.BFLOAT16 && device.isHost() && !Processor.mayMultiplyBfloat16()) {
            LOG.warn("bfloat16 will not be faster than float32 here: this processor has neither AVX512-BF16 nor AMX");
        }
        return new TorchEngine(threads, settings.dtype().type(), device);
    }

    @Override
    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the engine torch is closed");
        }
    }

    @Override
    public String name() {
        return TorchPlugin.TYPE;
    }

    @Override
    public String description() {
        try (BytePointer capability = torch.get_cpu_capability()) {
            String place = device().isHost() ? "the CPU (" + capability.getString() + ")" : device().toString();
            return TorchLibrary.version() + ", " + floatType().name().toLowerCase(Locale.ROOT) + " on " + place + ", threads: " + threads;
        }
    }

    // To and from the host

    @Override
    public Tensor upload(DType type, ByteBuffer bytes, long... shape) {
        Shape of = Shape.of(shape);
        return run("upload", of, type, () -> transfer().bytes(type, bytes, of));
    }

    @Override
    public void read(Tensor tensor, ByteBuffer to) {
        reading(tensor, () -> transfer().read(value(tensor), Math.multiplyExact(tensor.shape().elements(), tensor.type().bytes()), to));
    }

    @Override
    public Tensor ids(int[] values, long... shape) {
        Shape of = Shape.of(shape);
        return run("ids", of, DType.INT64, () -> transfer().ids(values, of));
    }

    @Override
    public double[] doubles(Tensor tensor) {
        double[][] result = new double[1][];
        reading(tensor, () -> result[0] = transfer().doubles(value(tensor), tensor.shape().elements()));
        return result[0];
    }

    @Override
    public void floats(Tensor tensor, float[] to) {
        reading(tensor, () -> transfer().floats(value(tensor), tensor.shape().elements(), to));
    }

    private void reading(Tensor tensor, Runnable work) {
        checkOpen();
        TorchThread.current().withoutGrad(() -> NativeFailure.within("read", work, tensor));
    }

    // Learning

    @Override
    public Tensor variable(Tensor values) {
        if (!values.type().isFloating()) {
            throw new IllegalArgumentException("a variable is of a floating type, not " + values);
        }
        org.bytedeco.pytorch.Tensor leaf = copy("variable", values);
        leaf.set_requires_grad(true);
        return new Tensor(this, values.shape(), values.type(), new TorchVariable(leaf));
    }

    @Override
    public Tensor fixed(Tensor values) {
        return new Tensor(this, values.shape(), values.type(), new TorchValue(copy("fixed", values)));
    }

    private org.bytedeco.pytorch.Tensor copy(String operation, Tensor values) {
        checkOpen();
        org.bytedeco.pytorch.Tensor[] copy = new org.bytedeco.pytorch.Tensor[1];
        TorchThread.current().withoutGrad(() -> NativeFailure.within(operation, () -> copy[0] = HostTransfer.copy(value(values)), values));
        return copy[0];
    }

    @Override
    public Recording record() {
        checkOpen();
        return new TorchRecording(this);
    }

    @Override
    public int lanes() {
        return lanes.count();
    }

    @Override
    public void sideBySide(List<Runnable> tasks) {
        lanes.run(tasks);
    }

    @Override
    public Optional<Tensor> gradient(Tensor variable) {
        checkOpen();
        return Optional.ofNullable(TorchVariable.of(variable).gradient(this, variable.shape(), variable.type()));
    }

    @Override
    public void clearGradients(List<Tensor> variables) {
        checkOpen();
        variables.forEach(variable -> TorchVariable.of(variable).clearGradient());
    }

    @Override
    public void assign(Tensor target, Tensor source) {
        checkOpen();
        if (!target.shape().equals(source.shape())) {
            throw new IllegalArgumentException("assign: " + source + " does not fit " + target);
        }
        TorchThread.current().withoutGrad(() -> NativeFailure.within("assign", () -> value(target).copy_(value(source)), target, source));
        TorchValue.of(target).changed();
    }

    @Override
    public double clipGradients(List<Tensor> variables, double maxNorm) {
        checkOpen();
        org.bytedeco.pytorch.Tensor[] gradients = variables.stream().map(this::gradient).flatMap(Optional::stream).map(TorchBackend::value)
                .toArray(org.bytedeco.pytorch.Tensor[]::new);
        double[] norm = new double[1];
        TorchThread.current().withoutGrad(() -> NativeFailure.within("clipGradients", () -> norm[0] = Clipping.clip(gradients, maxNorm)));
        return norm[0];
    }

    @Override
    public void adam(List<Tensor> variables, List<List<Tensor>> moments, AdamStep s) {
        checkOpen();
        FusedAdam adam = new FusedAdam();
        for (int i = 0; i < variables.size(); i++) {
            Tensor variable = variables.get(i);
            List<Tensor> state = moments.get(i);
            gradient(variable).ifPresent(gradient -> adam.add(variable, gradient, state));
        }
        TorchThread.current().withoutGrad(() -> NativeFailure.within("adam", () -> adam.step(s)));
    }

    /** Ends the engine's threads. Tensors, variables and states belong to their owners; the engine itself holds no native memory. */
    @Override
    public void close() {
        closed = true;
        closeFused();
        lanes.close();
    }
}
