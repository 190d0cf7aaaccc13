package org.stagelm.tokenizers.corpus.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.stagelm.api.UserError;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Problems;

/** Which files a path of the user's means. */
public final class CorpusFiles {

    private CorpusFiles() {}

    /**
     * The files, in the order of their paths, the same on every system. Hidden files in folders do not count.
     *
     * @param path a file, a folder, or a glob pattern ({@code *}, {@code **}, {@code ?}, {@code [ ]}, {@code { }}); {@code **}{@code /} also matches
     *     no folder
     * @throws UserError where it means no file, or empty ones only
     */
    public static List<Path> find(String path, BuildContext context) {
        int pattern = firstOf("*?[{", path);
        if (pattern < 0 || exists(path, context)) {
            Path file = context.path(path);
            if (!Files.exists(file)) {
                throw new UserError("corpus.path: " + file.toAbsolutePath().normalize() + " does not exist.");
            }
            return withText(Files.isDirectory(file) ? walk(file, below -> true) : List.of(file), path,
                    () -> path + (isEmpty(file) ? " is an empty folder." : " is a folder without files; hidden ones do not count."));
        }
        int slash = path.lastIndexOf('/', pattern);
        Path root = context.path(slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash));
        if (!Files.isDirectory(root)) {
            throw new UserError("corpus.path: the folder " + root.toAbsolutePath().normalize() + " of the pattern " + path + " does not exist.");
        }
        return withText(walk(root, matcher(path.substring(slash + 1), path)), path,
                () -> path + " means no file: the folder " + root.toAbsolutePath().normalize() + (isEmpty(root) ? " is empty." : " has none such."));
    }

    /** Reports a path that means nothing, for the settings key {@code path}. */
    public static void check(String path, Problems problems) {
        if (path.isBlank()) {
            problems.add("path", "is empty; give a file, a folder or a pattern");
        }
    }

    private static int firstOf(String characters, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a path with pattern characters is the name of a file all the same. */
    private static boolean exists(String path, BuildContext context) {
        try {
            return Files.exists(context.path(path));
        } catch (InvalidPathException e) {
            return false; // Windows allows no * in a name
        }
    }

    private static Predicate<Path> matcher(String pattern, String path) {
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            PathMatcher without = FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace("**/", ""));
            return below -> matcher.matches(below) || without.matches(below);
        } catch (PatternSyntaxException e) {
            throw new UserError("corpus.path: " + path + " is not a pattern: " + e.getDescription() + ".", e);
        }
    }

    /** @param wanted is asked about paths relative to {@code root} */
    private static List<Path> walk(Path root, Predicate<Path> wanted) {
        try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> wanted.test(root.relativize(file)) && !hidden(root.relativize(file)))
                    .sorted(Comparator.comparing(file -> root.relativize(file).toString().replace('\\', '/')))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new UserError("corpus.path: the folder " + root + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean hidden(Path below) {
        return StreamSupport.stream(below.spliterator(), false).anyMatch(name -> name.toString().startsWith("."));
    }

    private static boolean isEmpty(Path folder) {
        String[] names = folder.toFile().list();
        return names != null && names.length == 0;
    }

    /** @param none says why there are no files */
    private static List<Path> withText(List<Path> files, String path, Supplier<String> none) {
        if (files.isEmpty()) {
            throw new UserError("corpus.path: " + none.get());
        }
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new UserError("corpus.path: " + file + " cannot be read: permission denied.");
            }
        }
        if (files.stream().allMatch(file -> file.toFile().length() == 0)) {
            String what = files.size() == 1 ? " is an empty file." : " means " + files.size() + " files, all empty.";
            throw new UserError("corpus.path: " + path + what);
        }
        return files;
    }
}
