package org.stagelm.torch.library;

import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.UserError;

/** Whether libtorch can use a graphics card here. */
public final class Cuda {

    /** The CUDA libraries that this version of libtorch's jars was built with. */
    static final String LIBRARIES = "13.1-9.19-1.5.13";

    /** NVIDIA's own parts, which an installed CUDA with cuDNN has too. */
    private static final String NVIDIA = "org.bytedeco:cuda-redist, cuda-redist-cublas, cuda-redist-cudnn, cuda-redist-cusolver, cuda-redist-cusparse"
            + " and, on Linux, cuda-redist-nccl";

    private Cuda() {}

    /**
     * Libtorch is loaded.
     *
     * @param index of the graphics card, from 0
     * @throws UserError where it cannot be used, saying what to add or to mend
     */
    public static void expect(int index) {
        boolean built = Context.hasCUDART();
        int cards = built && torch.cuda_is_available() ? torch.cuda_device_count() : 0;
        if (index >= cards) {
            throw new UserError("the engine torch cannot use the device cuda:" + index + ": " + explain(built, cards));
        }
    }

    /**
     * @param built whether the native part of libtorch is one with CUDA
     * @param cards that libtorch can use
     */
    static String explain(boolean built, int cards) {
        if (!built) {
            String platform = TorchLibrary.platform(System.getProperty("os.name"), System.getProperty("os.arch"));
            return switch (platform) {
                case "linux-x86_64", "windows-x86_64" -> "libtorch was loaded without CUDA; add to the class path the jars org.bytedeco:pytorch:"
                        + TorchLibrary.fullVersion() + " with the classifier " + platform + "-gpu, org.bytedeco:cuda:" + LIBRARIES
                        + " without a classifier and with " + platform + ", and, unless CUDA and cuDNN of these versions are installed, " + NVIDIA
                        + ", each " + LIBRARIES + " with " + platform + "; or put a libtorch of this version with CUDA on the library path and start"
                        + " Java with -Dorg.bytedeco.javacpp.pathsFirst=true";
                default -> "there is no libtorch with CUDA for " + platform + "; take \"device\": \"cpu\"";
            };
        }
        return cards == 0 ? "libtorch has CUDA, but finds no graphics card; install NVIDIA's driver, and see whether nvidia-smi lists the card"
                : "libtorch finds " + cards + " of them, counted from 0";
    }
}
