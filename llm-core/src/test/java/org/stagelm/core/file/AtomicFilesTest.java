package org.stagelm.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;

class AtomicFilesTest {

    @TempDir
    private Path folder;

    @Test
    void aFailedWriteKeepsTheOldFileAndLeavesNothing() throws IOException {
        Path file = folder.resolve("a/b.txt");
        AtomicFiles.writeString(file, "old");
        assertThatThrownBy(() -> AtomicFiles.write(file, temporary -> {
            Files.writeString(temporary, "half");
            throw new IOException("No space left on device");
        })).isInstanceOf(UserError.class).hasMessage(file + " cannot be written: No space left on device");
        assertThat(file).hasContent("old");
        assertThat(folder.resolve("a").toFile().list()).containsExactly("b.txt");
    }

    @Test
    void aFolderIsReplacedWhole() throws IOException {
        Path target = folder.resolve("model");
        AtomicFiles.writeFolder(target, t -> Files.writeString(t.resolve("one"), "1"));
        AtomicFiles.writeFolder(target, t -> Files.writeString(t.resolve("two"), "2"));
        assertThat(target.toFile().list()).containsExactly("two");
        assertThatThrownBy(() -> AtomicFiles.writeFolder(target, t -> {
            Files.writeString(t.resolve("three"), "3");
            throw new IOException("disk full");
        })).isInstanceOf(UserError.class);
        assertThat(target.toFile().list()).containsExactly("two");
        assertThat(folder.toFile().list()).containsExactly("model");
    }

    @Test
    void whatCannotBeWrittenIsToldBeforeAndLeavesNothing() throws IOException {
        AtomicFiles.requireWritable(folder.resolve("a/b/c.txt"));
        assertThat(folder).isEmptyDirectory();
        Path file = Files.writeString(folder.resolve("file"), "f");
        AtomicFiles.requireWritable(file);
        assertThat(file).hasContent("f");
        assertThatThrownBy(() -> AtomicFiles.requireWritable(file.resolve("b.txt"))).isInstanceOf(UserError.class)
                .hasMessage(file.resolve("b.txt") + " cannot be written: a file stands where a folder is needed");
        assertThat(folder.toFile().list()).containsExactly("file");
        assumeThat(Path.of("/proc/self")).as("a system that takes no folder in /proc").exists();
        assertThatThrownBy(() -> AtomicFiles.requireWritable(Path.of("/proc/x/train.tokens"))).isInstanceOf(UserError.class)
                .hasMessage("/proc/x/train.tokens cannot be written: no such file or folder: /proc/x");
    }

    @Test
    void leftoversOfAKilledWriterAreDeleted() throws IOException {
        Files.createDirectories(folder.resolve("step-5" + AtomicFiles.TEMPORARY + "99/x"));
        Files.writeString(folder.resolve("keep"), "k");
        AtomicFiles.deleteLeftovers(folder);
        assertThat(folder.toFile().list()).containsExactly("keep");
    }

    @Test
    void aProgramThatIsEndedWhileItWritesLeavesNothing() throws Exception {
        Path old = Files.createDirectory(folder.resolve("model")).resolve("old");
        Files.writeString(old, "old");
        Process writing = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Endless.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assumeThat(writing.supportsNormalTermination()).as("the system can ask a program to end").isTrue();
        try (BufferedReader out = writing.inputReader()) {
            assertThat(out.readLine()).isEqualTo("both begun");
            assertThat(folder.toFile().list()).hasSize(3);
            writing.destroy();
            assertThat(writing.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            writing.destroyForcibly();
        }
        assertThat(folder.toFile().list()).containsExactly("model");
        assertThat(old).hasContent("old");
    }

    /** Writes a file and a folder, and does not come to the end of either. */
    static final class Endless {

        private static final CountDownLatch BEGUN = new CountDownLatch(2);

        private Endless() {}

        public static void main(String[] arguments) throws InterruptedException {
            Path folder = Path.of(arguments[0]);
            new Thread(() -> AtomicFiles.write(folder.resolve("tokens"), Endless::grow)).start();
            new Thread(() -> AtomicFiles.writeFolder(folder.resolve("model"), Endless::fill)).start();
            BEGUN.await();
            System.out.println("both begun");
        }

        private static void grow(Path file) throws IOException {
            try (Writer out = Files.newBufferedWriter(file)) {
                BEGUN.countDown();
                while (true) {
                    out.write("more");
                }
            }
        }

        private static void fill(Path folder) throws IOException {
            for (int i = 0;; i++) {
                Files.writeString(folder.resolve("weights-" + i), "more");
                BEGUN.countDown();
            }
        }
    }
}
