package org.stagelm.torch.library;

import com.sun.jna.NativeLibrary;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the environment variables of the native thread pools, where neither a launcher nor the user has.
 *
 * <p>Libtorch has two pools, its own of OpenMP and OpenBLAS's, and both spin while they wait for work. On few cores each keeps the other from
 * running, and a training step takes 2–10 times as long. Both read their variables while their library loads, and the JVM cannot change its own
 * environment: hence C's {@code setenv}, through JNA, which brings no pool of its own.
 */
final class ThreadPoolEnvironment {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadPoolEnvironment.class);

    /** Each with the variable that, once set by the user, says the same thing. */
    private static final Map<String, String> SETTINGS = Map.of("GOMP_SPINCOUNT", "10000", "OPENBLAS_THREAD_TIMEOUT", "16");

    private ThreadPoolEnvironment() {}

    /** What is missing in {@code environment}, in a fixed order. */
    static Map<String, String> missing(Map<String, String> environment) {
        Map<String, String> missing = new LinkedHashMap<>();
        SETTINGS.keySet().stream().sorted()
                .filter(name -> !environment.containsKey(name))
                // How OpenMP waits has a standard variable too; whoever set that has decided.
                .filter(name -> !name.equals("GOMP_SPINCOUNT") || !environment.containsKey("OMP_WAIT_POLICY"))
                .forEach(name -> missing.put(name, SETTINGS.get(name)));
        return missing;
    }

    /** Must run before libtorch loads. */
    static void prepare() {
        Map<String, String> missing = missing(System.getenv());
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (missing.isEmpty() || system.contains("windows")) {
            return; // Windows has neither setenv nor these pools' habit
        }
        try {
            var setenv = NativeLibrary.getProcess().getFunction("setenv");
            missing.forEach((name, value) -> setenv.invokeInt(new Object[] {name, value, 0}));
            LOG.info("set {} for libtorch's thread pools", missing);
        } catch (LinkageError e) {
            LOG.warn("could not set {} for libtorch's thread pools, training may be slow; set it before the JVM starts: {}", missing, e.toString());
        }
    }
}
