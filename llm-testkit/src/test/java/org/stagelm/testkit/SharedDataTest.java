package org.stagelm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class SharedDataTest {

    @Test
    void aFileThatIsAbsentSkipsTheTestAndIsNamed() {
        assertThatThrownBy(() -> SharedData.file("no/such.file")).isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("shared/data/no/such.file");
    }

    @Test
    void aFileIsFoundFromTheModulesFolderUpward() {
        Path file = SharedData.file("README.md");
        assertThat(file).isRegularFile().isAbsolute();
    }
}
