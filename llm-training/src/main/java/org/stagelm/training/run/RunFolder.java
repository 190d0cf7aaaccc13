package org.stagelm.training.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.stagelm.api.UserError;

/** The right to write a run folder: held by one process at a time, given back when it is closed or the process dies. */
public final class RunFolder implements AutoCloseable {

    private final RunFiles files;
    private final FileChannel channel;

    private RunFolder(RunFiles files, FileChannel channel) {
        this.files = files;
        this.channel = channel;
    }

    /**
     * Begins a run in a folder that is empty or not there yet.
     *
     * @throws UserError where the folder holds something, cannot be written, or another process is writing it
     */
    public static RunFolder create(Path folder) {
        RunFolder run = lock(folder);
        try (Stream<Path> children = Files.list(folder)) {
            if (children.anyMatch(child -> !child.equals(run.files.lock()))) {
                throw new UserError(folder + " is not empty: continue its run with --resume, or choose another folder with --out");
            }
        } catch (IOException e) {
            run.close();
            throw new UserError(folder + " cannot be read: " + e.getMessage(), e);
        } catch (UserError e) {
            run.close();
            throw e;
        }
        return run;
    }

    /**
     * Opens the folder of a run that is to go on.
     *
     * @throws UserError where there is no such folder, or another process is writing it
     */
    public static RunFolder resume(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + " is not a run folder, so there is nothing to resume: check --out, or begin a run without --resume");
        }
        return lock(folder);
    }

    public RunFiles files() {
        return files;
    }

    private static RunFolder lock(Path folder) {
        RunFiles files = new RunFiles(folder);
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new UserError(folder + " is being written by another run: wait for its end, stop it, or choose another folder with --out");
            }
            return new RunFolder(files, channel);
        } catch (IOException e) {
            throw new UserError("the run folder " + folder + " cannot be written: " + e, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) { // held by this very process
            return false;
        }
    }

    /** Gives the lock back. The lock file stays: deleting it would let two processes lock different files of one name. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UserError("the run folder " + files.folder() + " cannot be released: " + e.getMessage(), e);
        }
    }
}
