package org.stagelm.training.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.api.UserError;
import org.stagelm.core.file.AtomicFiles;

/** The checkpoints of a run, in its folder {@code checkpoints}. Reading needs no lock: each is whole or absent. */
public final class Checkpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final Pattern NAME = Pattern.compile("step-(\\d{6,18})");

    private final Path folder;

    /** @param folder need not exist yet */
    public Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** All, by rising step. */
    public List<Checkpoint> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).flatMap(child -> checkpoint(child).stream())
                    .sorted(Comparator.comparingLong(Checkpoint::step)).toList();
        } catch (IOException e) {
            throw new UserError(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<Checkpoint> checkpoint(Path child) {
        Matcher name = NAME.matcher(child.getFileName().toString());
        return name.matches() ? Optional.of(new Checkpoint(Long.parseLong(name.group(1)), child)) : Optional.empty();
    }

    /** The one of the latest step. */
    public Optional<Checkpoint> newest() {
        List<Checkpoint> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** The one with the lowest validation loss; empty where none was evaluated or the best was not kept. */
    public Optional<Checkpoint> best() {
        return newest().flatMap(newest -> newest.state().best()).flatMap(best -> all().stream().filter(c -> c.step() == best.step()).findFirst());
    }

    /**
     * Writes a checkpoint. One of the same step is replaced.
     *
     * @throws UserError where it cannot be written, for example on a full disk; the earlier ones are untouched then
     */
    public Checkpoint write(TrainingState state, OptimizerState optimizer, ModelWriter model) {
        Path target = folder.resolve(String.format(Locale.ROOT, "step-%06d", state.step()));
        AtomicFiles.writeFolder(target, temporary -> {
            model.write(temporary);
            optimizer.write(temporary.resolve(Checkpoint.OPTIMIZER));
            TrainingStateFile.write(temporary.resolve(Checkpoint.STATE), state);
        });
        return new Checkpoint(state.step(), target);
    }

    /** Deletes all but the last {@code count} and {@code best}. */
    public void keep(int count, Optional<TrainingState.Best> best) {
        List<Checkpoint> all = all();
        for (Checkpoint old : all.subList(0, Math.max(0, all.size() - count))) {
            if (best.isEmpty() || best.get().step() != old.step()) {
                delete(old.folder());
            }
        }
    }

    /** Deletes what a killed process left half written or half deleted. */
    public void clearLeftovers() {
        if (Files.isDirectory(folder)) {
            AtomicFiles.deleteLeftovers(folder);
        }
    }

    /** Renames before deleting, so that a process killed here leaves no half checkpoint. */
    private static void delete(Path checkpoint) {
        Path doomed = checkpoint.resolveSibling(checkpoint.getFileName() + AtomicFiles.TEMPORARY + "deleted");
        try {
            Files.move(checkpoint, doomed);
            AtomicFiles.deleteTree(doomed);
        } catch (IOException e) {
            LOG.warn("the old checkpoint {} could not be deleted ({}); the run goes on", checkpoint, e.toString());
        }
    }
}
