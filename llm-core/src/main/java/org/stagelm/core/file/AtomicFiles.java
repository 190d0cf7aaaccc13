package org.stagelm.core.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.stagelm.api.UserError;

/**
 * Writes a file or a folder under a temporary name, syncs it and renames it, so that no reader ever meets half of it. A program that is ended while
 * it writes, by Ctrl-C or SIGTERM, leaves nothing behind either.
 */
public final class AtomicFiles {

    /** Marks what is being written; a leftover of a killed process bears it and may be deleted. */
    public static final String TEMPORARY = ".tmp-";

    private AtomicFiles() {}

    /** Writes the content into the temporary path it is given. */
    @FunctionalInterface
    public interface Body {
        void write(Path temporary) throws IOException;
    }

    /** @throws UserError where it cannot be written, naming the file and the cause; nothing is left behind then */
    public static void write(Path target, Body body) {
        Path temporary = temporary(target);
        try {
            createParent(target);
            Temporaries.begin(temporary);
            body.write(temporary);
            sync(temporary);
            Temporaries.commit(() -> move(temporary, target));
        } catch (IOException | UncheckedIOException e) {
            throw cannotWrite(target, e);
        } finally {
            Temporaries.end(temporary);
        }
    }

    public static void writeString(Path target, String content) {
        write(target, temporary -> Files.writeString(temporary, content));
    }

    /** Fills a folder; one that stands at {@code target} is replaced. */
    public static void writeFolder(Path target, Body body) {
        Path temporary = temporary(target);
        Path old = target.resolveSibling(target.getFileName() + TEMPORARY + "old");
        try {
            createParent(target);
            Temporaries.begin(temporary);
            Files.createDirectory(temporary);
            body.write(temporary);
            List<Path> files;
            try (Stream<Path> walk = Files.walk(temporary)) {
                files = walk.filter(Files::isRegularFile).toList();
            }
            for (Path file : files) {
                sync(file);
            }
            Temporaries.commit(() -> {
                if (Files.exists(target)) {
                    deleteTree(old);
                    move(target, old);
                }
                move(temporary, target);
                deleteTree(old);
            });
        } catch (IOException | UncheckedIOException e) {
            throw cannotWrite(target, e);
        } finally {
            Temporaries.end(temporary);
        }
    }

    /**
     * Tries whether a file or folder can be written, so that long work does not end where it cannot. Leaves everything as it was.
     *
     * @throws UserError where it cannot, naming it and the cause
     */
    public static void requireWritable(Path target) {
        Path temporary = temporary(target);
        List<Path> made = missingParents(target);
        try {
            createParent(target);
            Temporaries.begin(temporary);
            Files.createFile(temporary);
        } catch (IOException e) {
            throw cannotWrite(target, e);
        } finally {
            Temporaries.end(temporary);
            made.forEach(AtomicFiles::deleteEmpty);
        }
    }

    /** Deletes what killed writers left in {@code folder}. */
    public static void deleteLeftovers(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            children.filter(child -> child.getFileName().toString().contains(TEMPORARY)).forEach(AtomicFiles::deleteQuietly);
        } catch (IOException e) {
            throw new UserError(folder + " cannot be read: " + cause(e), e);
        }
    }

    public static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static Path temporary(Path target) {
        return target.resolveSibling(target.getFileName() + TEMPORARY + ProcessHandle.current().pid() + "-" + Thread.currentThread().getId());
    }

    private static void createParent(Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }

    /** The folders above {@code target} that are not there, the deepest first. */
    private static List<Path> missingParents(Path target) {
        return Stream.iterate(target.toAbsolutePath().getParent(), parent -> parent != null && Files.notExists(parent), Path::getParent).toList();
    }

    private static void deleteEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Another program has put something there since.
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void deleteQuietly(Path path) {
        try {
            deleteTree(path);
        } catch (IOException e) {
            // The failure that brought us here is the one to report; the next run deletes leftovers.
            path.toFile().deleteOnExit();
        }
    }

    private static UserError cannotWrite(Path target, Exception e) {
        return new UserError(target + " cannot be written: " + (Temporaries.ended() ? "the program is being ended" : cause(e)), e);
    }

    /** The system's reason: the exception's text without the file names it repeats. */
    private static String cause(Throwable e) {
        Throwable io = e instanceof UncheckedIOException ? e.getCause() : e;
        if (io instanceof java.nio.file.FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        if (io instanceof java.nio.file.NoSuchFileException f) {
            return "no such file or folder: " + f.getFile();
        }
        return io instanceof java.nio.file.AccessDeniedException ? "permission denied"
                : io instanceof java.nio.file.NotDirectoryException || io instanceof java.nio.file.FileAlreadyExistsException
                        ? "a file stands where a folder is needed"
                        : io.getMessage() == null ? io.toString() : io.getMessage();
    }
}
