package org.stagelm.nd4j.library;

import java.util.Locale;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.stagelm.api.UserError;

/** Loads ND4J. */
public final class Nd4jLibrary {

    private static final String PHYSICAL_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

    private static boolean loaded;

    private Nd4jLibrary() {}

    /**
     * Loads ND4J's backend and its OpenBLAS if this is the first call.
     *
     * @throws UserError where a native part is missing or does not load, naming the platform and what to add to the class path
     */
    public static synchronized void load() {
        if (!loaded) {
            if (System.getProperty(PHYSICAL_LIMIT) == null) {
                // JavaCPP would refuse memory beyond four times the Java heap; a model's memory has nothing to do with the heap.
                System.setProperty(PHYSICAL_LIMIT, "0");
            }
            load(() -> {
                Nd4j.getMemoryManager();
                openblas.blas_get_num_threads();
            });
            loaded = true;
        }
    }

    /** Runs what loads the native part, and puts a failure into words. */
    static void load(Runnable loading) {
        try {
            loading.run();
        } catch (LinkageError e) {
            throw new UserError(explain(platform(System.getProperty("os.name"), System.getProperty("os.arch")), e), e);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof Nd4jBackend.NoAvailableBackendException) { // what ND4J makes of a missing native part
                throw new UserError(explain(platform(System.getProperty("os.name"), System.getProperty("os.arch")), e), e);
            }
            throw e;
        }
    }

    private static String explain(String platform, Throwable e) {
        String cause = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        String hint = switch (platform) {
            case "linux-x86_64", "linux-arm64", "macosx-arm64", "windows-x86_64" -> "add the jars org.nd4j:nd4j-native, org.nd4j:nd4j-native-preset,"
                    + " org.bytedeco:openblas and org.bytedeco:javacpp with the classifier " + platform + " to the class path";
            default -> "StageLM names no native jars of ND4J for this platform (linux-x86_64, linux-arm64, macosx-arm64, windows-x86_64 have some);"
                    + " choose another backend";
        };
        return "the engine nd4j cannot load ND4J on " + platform + ": " + hint + " (" + e.getClass().getSimpleName() + ": " + cause + ")";
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
