package org.stagelm.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The folder {@code shared/data} beside the repository, which holds data too large or too foreign to be part of it. */
public final class SharedData {

    private SharedData() {}

    /**
     * A file or folder of the shared data, looked for in each folder from the working directory upward. Where it is absent, the calling test is
     * skipped and says why.
     *
     * @param path below {@code shared/data}, such as {@code text/tinyshakespeare/input.txt}
     */
    public static Path file(String path) {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("shared/data").resolve(path);
            if (Files.exists(file)) {
                return file;
            }
        }
        Assumptions.abort("no shared/data/" + path + " in " + start + " or a folder above");
        throw new AssertionError("abort returns never");
    }
}
