package org.stagelm.runtime.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stagelm.api.UserError;

/** A graph that ONNX Runtime has loaded. Safe for several threads. */
final class OnnxGraph implements AutoCloseable {

    private final Path file;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Signature signature;
    private final Map<String, String> metadata;

    private OnnxGraph(Path file, OrtEnvironment environment, OrtSession session) throws OrtException {
        this.file = file;
        this.environment = environment;
        this.session = session;
        this.signature = Signature.of(file, session.getInputInfo(), session.getOutputInfo());
        this.metadata = session.getMetadata().getCustomMetadata();
    }

    /**
     * @param threads 0: as many as there are cores
     * @throws UserError where the file or the weights beside it are broken, or the graph is of another kind
     */
    static OnnxGraph open(Path file, int threads) {
        OrtEnvironment environment = environment();
        try (OrtSession.SessionOptions options = options(threads)) {
            OrtSession session = environment.createSession(file.toString(), options);
            try {
                return new OnnxGraph(file, environment, session);
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new UserError(file + " cannot be loaded, it or the weights beside it are broken or missing; export the model again. "
                    + "ONNX Runtime says: " + reason(e), e);
        }
    }

    private static OrtEnvironment environment() {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            environment.setTelemetry(false);
            return environment;
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } catch (LinkageError e) {
            String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
            throw new UserError("ONNX Runtime does not start on " + platform + ": " + e, e);
        }
    }

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL); // an error is thrown as well
        options.setIntraOpNumThreads(threads);
        // Threads that spin while they wait take the cores from the rest of an application.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        // A plan of memory would be made, and kept, for each length of a text.
        options.setMemoryPatternOptimization(false);
        return options;
    }

    private static String reason(OrtException e) {
        return String.valueOf(e.getMessage()).replaceFirst("^Error code - \\w+ - message: ", "").lines().findFirst().orElse("nothing");
    }

    Path file() {
        return file;
    }

    Signature signature() {
        return signature;
    }

    Optional<String> metadata(String key) {
        return Optional.ofNullable(metadata.get(key));
    }

    String description() {
        return "onnx: ONNX Runtime " + environment.getVersion() + " on the CPU";
    }

    /**
     * Runs a pass.
     *
     * @param wanted outputs that ONNX Runtime allocates
     * @param pinned outputs that are written into tensors of the caller's
     * @throws UserError where the graph fails
     */
    OrtSession.Result run(Map<String, OnnxTensor> inputs, Set<String> wanted, Map<String, OnnxTensor> pinned) {
        try {
            return session.run(inputs, wanted, pinned);
        } catch (OrtException e) {
            throw new UserError(file + " fails while it runs. ONNX Runtime says: " + reason(e), e);
        }
    }

    /** @param values direct, in native byte order: they are shared, not copied */
    OnnxTensor tensor(LongBuffer values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(environment, values, shape);
    }

    /** @param values direct, in native byte order: they are shared, not copied; a tensor without elements may have any buffer */
    OnnxTensor tensor(FloatBuffer values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(environment, values, shape);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(file + " could not be closed", e);
        }
    }
}
