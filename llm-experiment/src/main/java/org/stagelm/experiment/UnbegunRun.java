package org.stagelm.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.core.file.AtomicFiles;
import org.stagelm.training.run.RunFiles;

/** What a run leaves that failed before its first step, so that the corrected command finds the folder as the first one did. */
final class UnbegunRun {

    private static final Logger LOG = LoggerFactory.getLogger(UnbegunRun.class);
    private static final List<String> OURS = List.of("data", "run.lock");

    private UnbegunRun() {}

    /**
     * Empties a folder whose run has not begun: one with a {@code config.json}, or with anything that is not a run's, is left alone.
     *
     * @param existed whether the folder was there before
     */
    static void clear(Path folder, boolean existed) {
        try {
            if (!Files.isDirectory(folder) || Files.exists(new RunFiles(folder).config()) || !holdsOnlyOurs(folder)) {
                return;
            }
            for (String name : OURS) {
                AtomicFiles.deleteTree(folder.resolve(name));
            }
            if (!existed) {
                Files.delete(folder);
            }
        } catch (IOException e) {
            LOG.warn("{} could not be cleared: {}", folder, e.toString());
        }
    }

    private static boolean holdsOnlyOurs(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.allMatch(child -> OURS.contains(child.getFileName().toString()));
        }
    }
}
