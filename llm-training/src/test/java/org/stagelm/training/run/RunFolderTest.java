package org.stagelm.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;

class RunFolderTest {

    @TempDir
    private Path temporary;

    @Test
    void aFolderWithAnotherRunIsNotOverwritten() throws IOException {
        Files.writeString(temporary.resolve("metrics.jsonl"), "");
        assertThatThrownBy(() -> RunFolder.create(temporary)).isInstanceOf(UserError.class)
                .hasMessageContaining(temporary.toString()).hasMessageContaining("--resume").hasMessageContaining("--out");
        try (RunFolder resumed = RunFolder.resume(temporary)) { // the failure gave the lock back
            assertThat(resumed.files().metrics()).exists();
        }
    }

    @Test
    void aFolderThatWasOpenedButNotUsedCountsAsEmpty() {
        Path folder = temporary.resolve("run");
        RunFolder.create(folder).close();
        try (RunFolder again = RunFolder.create(folder)) {
            assertThat(again.files().folder()).isEqualTo(folder);
        }
    }

    @Test
    void twoRunsCannotWriteOneFolder() {
        Path folder = temporary.resolve("run");
        try (RunFolder first = RunFolder.create(folder)) {
            assertThatThrownBy(() -> RunFolder.resume(first.files().folder())).isInstanceOf(UserError.class).hasMessageContaining("another run");
        }
        try (RunFolder after = RunFolder.resume(folder)) {
            assertThat(after.files().folder()).isEqualTo(folder);
        }
    }

    @Test
    void whatIsNotThereCannotBeResumed() {
        Path folder = temporary.resolve("typo");
        assertThatThrownBy(() -> RunFolder.resume(folder)).isInstanceOf(UserError.class).hasMessageContaining("nothing to resume");
        assertThat(folder).doesNotExist();
    }
}
