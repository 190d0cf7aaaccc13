package org.stagelm.torch;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.stagelm.api.tensor.DType;
import org.stagelm.torch.library.Cuda;

/** Where tensors live and operations run: the processor, or a graphics card. An operation runs where its inputs are. */
final class TorchDevice {

    /** What a device may be called. */
    static final String NAMES = "\"cpu\", \"cuda\" or, with the number of a graphics card, \"cuda:1\"";

    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,2}))?");

    private final String name;
    private final boolean host;
    private final Device device;
    private final Map<DType, TensorOptions> options = new EnumMap<>(DType.class);

    /** The retained references keep a user's PointerScope from freeing them. */
    private TorchDevice(String name, boolean host) {
        this.name = name;
        this.host = host;
        this.device = new Device(name).retainReference();
        try (DeviceOptional place = new DeviceOptional(device)) {
            for (DType type : DType.values()) {
                try (TensorOptions anywhere = new TensorOptions(TorchTypes.scalarType(type))) {
                    options.put(type, anywhere.device(place).retainReference());
                }
            }
        }
    }

    /** Made when it is first asked for, when libtorch is loaded. */
    private static final class Host {
        static final TorchDevice CPU = new TorchDevice("cpu", true);
    }

    /** The processor. Libtorch is loaded. */
    static TorchDevice cpu() {
        return Host.CPU;
    }

    /**
     * The device of this name. Libtorch is loaded.
     *
     * @throws org.stagelm.api.UserError where there is no such graphics card, or libtorch cannot use it, saying what is missing
     */
    static TorchDevice of(String name) {
        Matcher cuda = CUDA.matcher(name);
        if (!cuda.matches()) {
            return cpu();
        }
        int index = cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1));
        Cuda.expect(index);
        return new TorchDevice("cuda:" + index, false);
    }

    static boolean isName(String name) {
        return name.equals("cpu") || CUDA.matcher(name).matches();
    }

    /** True for the processor, whose memory Java sees. */
    boolean isHost() {
        return host;
    }

    /** Options for new tensors of this type here; shared, not to be closed. */
    TensorOptions options(DType type) {
        return options.get(type);
    }

    /** Brings a tensor from the host's memory here: on the host itself the same, elsewhere a copy, and the first is closed. */
    Tensor bring(Tensor fromHost) {
        if (host) {
            return fromHost;
        }
        try (fromHost) {
            return fromHost.to(device, fromHost.scalar_type());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
