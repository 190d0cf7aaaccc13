package org.stagelm.torch.library;

import java.io.IOException;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.UserError;

/** Loads libtorch. */
public final class TorchLibrary {

    private static final String PHYSICAL_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

    private static boolean loaded;

    private TorchLibrary() {}

    /**
     * Loads libtorch if this is the first call, and sets the threads of its operations and of OpenBLAS, for the whole process: the last call wins.
     *
     * @param threads 0: one for each available processor
     * @return the number of threads set
     * @throws UserError where the native part is missing or does not load, naming the platform and what to add to the class path
     */
    public static synchronized int load(int threads) {
        if (!loaded) {
            ThreadPoolEnvironment.prepare();
            if (System.getProperty(PHYSICAL_LIMIT) == null) {
                // JavaCPP would refuse memory beyond four times the Java heap; a model's memory has nothing to do with the heap.
                System.setProperty(PHYSICAL_LIMIT, "0");
            }
            load(() -> Loader.load(torch.class));
            loaded = true;
        }
        int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        torch.set_num_threads(count);
        BlasThreads.set(count); // matrix products have a pool of their own, which libtorch does not tell
        return count;
    }

    /** The versions of libtorch and of its BLAS, for logs. */
    public static String version() {
        return "libtorch " + version("pytorch") + ", OpenBLAS " + version("openblas");
    }

    /** The version of libtorch's jars, for who has to add another. */
    static String fullVersion() {
        return jarVersion("pytorch");
    }

    /** JavaCPP's own version, behind the dash, is of no interest. */
    private static String version(String artifact) {
        return jarVersion(artifact).replaceFirst("-.*", "");
    }

    private static String jarVersion(String artifact) {
        try {
            return Loader.getVersion("org.bytedeco", artifact);
        } catch (IOException e) {
            return "of an unknown version"; // in a jar made of many, each with a file of that name
        }
    }

    /** Runs what loads the native part, and puts a failure into words. */
    static void load(Runnable loading) {
        try {
            loading.run();
        } catch (LinkageError e) {
            throw new UserError(explain(platform(System.getProperty("os.name"), System.getProperty("os.arch")), e), e);
        }
    }

    private static String explain(String platform, LinkageError e) {
        String cause = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        String hint = switch (platform) {
            case "linux-x86_64", "macosx-arm64", "windows-x86_64" -> "add the jars org.bytedeco:pytorch, org.bytedeco:openblas and"
                    + " org.bytedeco:javacpp with the classifier " + platform + " to the class path";
            default -> "there is no libtorch for this platform (linux-x86_64, macosx-arm64 and windows-x86_64 have one); choose another backend";
        };
        return "the engine torch cannot load libtorch on " + platform + ": " + hint + " (" + e.getClass().getSimpleName() + ": " + cause + ")";
    }

    /** The platform as JavaCPP's classifiers name it. JavaCPP's own method is of no use where JavaCPP itself is missing. */
    static String platform(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        String os = name.startsWith("mac") ? "macosx" : name.startsWith("windows") ? "windows" : name.replace(' ', '-');
        String arch = switch (osArch) {
            case "amd64", "x86_64", "x64" -> "x86_64";
            case "aarch64" -> "arm64";
            default -> osArch;
        };
        return os + "-" + arch;
    }
}
