package org.stagelm.torch.library;

import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.UserError;

/** Whether libtorch can use a graphics card here. */
public final class Cuda {

    /** The CUDA libraries that this version of libtorch's jars was built with. */
    static final String LIBRARIES = "13.1-9.19-1.5.13";

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
                case "linux-x86_64", "windows-x86_64" -> "libtorch was loaded without CUDA; add the jars org.bytedeco:pytorch:"
                        + TorchLibrary.fullVersion() + " with the classifier " + platform + "-gpu, and org.bytedeco:cuda:" + LIBRARIES
                        + " without a classifier and with " + platform + " and " + platform + "-redist, to the class path";
                default -> "there is no libtorch with CUDA for " + platform + "; take \"device\": \"cpu\"";
            };
        }
        return cards == 0 ? "libtorch has CUDA, but finds no graphics card; install NVIDIA's driver, and see whether nvidia-smi lists the card"
                : "there are " + cards + " graphics cards, counted from 0; choose one of them";
    }
}
