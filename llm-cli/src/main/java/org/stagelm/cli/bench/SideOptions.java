package org.stagelm.cli.bench;

import java.util.Optional;
import org.stagelm.cli.output.Output;
import org.stagelm.core.json.Json;
import picocli.CommandLine.Option;

/** Options of every bench that compares sides, and what follows from them. */
final class SideOptions {

    @Option(names = "--threads", paramLabel = "N", defaultValue = "0", description = "Threads of every side; 0: one for each processor.")
    private int threads;

    @Option(names = "--python", paramLabel = "FILE", defaultValue = "python3",
            description = "The Python that may have PyTorch; default ${DEFAULT-VALUE}.")
    private String python;

    /** Threads of every side, at least 1. */
    int threads() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    /** The config of an engine of ours, in JSON. */
    String backend(String type) {
        return Json.mapper().createObjectNode().put("type", type).put("threads", threads()).toString();
    }

    /** PyTorch; where there is none, says so. */
    Optional<PythonPeer> pytorch(Output output) {
        Optional<PythonPeer> found = PythonPeer.find(python, "torch", "pytorch_peer.py");
        if (found.isEmpty()) {
            output.line("%s has no PyTorch: it is not compared with", python);
        }
        return found;
    }
}
