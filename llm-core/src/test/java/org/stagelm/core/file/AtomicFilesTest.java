package org.stagelm.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void leftoversOfAKilledWriterAreDeleted() throws IOException {
        Files.createDirectories(folder.resolve("step-5" + AtomicFiles.TEMPORARY + "99/x"));
        Files.writeString(folder.resolve("keep"), "k");
        AtomicFiles.deleteLeftovers(folder);
        assertThat(folder.toFile().list()).containsExactly("keep");
    }
}
