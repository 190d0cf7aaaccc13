package org.stagelm.nd4j.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;
import org.stagelm.nd4j.Nd4jEngine;

class Nd4jLibraryTest {

    @Test
    void platformsAreNamedAsTheClassifiersAre() {
        assertThat(Nd4jLibrary.platform("Linux", "amd64")).isEqualTo("linux-x86_64");
        assertThat(Nd4jLibrary.platform("Linux", "aarch64")).isEqualTo("linux-arm64");
        assertThat(Nd4jLibrary.platform("Mac OS X", "aarch64")).isEqualTo("macosx-arm64");
        assertThat(Nd4jLibrary.platform("Windows 11", "amd64")).isEqualTo("windows-x86_64");
    }

    @Test
    void aFailureToLoadIsTheUsersToMend() {
        assertThatThrownBy(() -> Nd4jLibrary.load(() -> {
            throw new NoClassDefFoundError("org/nd4j/linalg/factory/Nd4j\nmore");
        })).isInstanceOf(UserError.class).hasMessageContaining("cannot load ND4J on").hasMessageContaining("org/nd4j/linalg/factory/Nd4j")
                .message().doesNotContain("\n");
    }

    @Test
    void openBlasGetsItsThreadsBackWhenTheLastEngineCloses() {
        Nd4jLibrary.load();
        int before = openblas.blas_get_num_threads();
        Nd4jEngine first = Nd4jEngine.open(2);
        Nd4jEngine second = Nd4jEngine.open(2);
        first.close();
        assertThat(openblas.blas_get_num_threads()).isEqualTo(1);
        second.close();
        second.close();
        assertThat(openblas.blas_get_num_threads()).isEqualTo(before);
    }

    @Test
    void withoutTheNativeJarsTheMessageNamesThem() throws Exception {
        assertThat(openedWithout("-x86_64.jar", "-arm64.jar")).hasSize(1).first().asString()
                .startsWith("UserError: the engine nd4j cannot load ND4J on").contains("org.nd4j:nd4j-native").contains("classifier");
    }

    @Test
    void withoutAnyJarOfNd4jTheMessageNamesThem() throws Exception {
        assertThat(openedWithout("nd4j-", "javacpp-", "openblas-")).hasSize(1).first().asString()
                .startsWith("UserError: the engine nd4j cannot load ND4J on").contains("org.nd4j:nd4j-native").contains("NoClassDefFoundError");
    }

    /** What {@link OpenEngine} prints in a JVM whose class path lacks the jars with these in their names. */
    private static List<String> openedWithout(String... names) throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> Arrays.stream(names).noneMatch(Path.of(jar).getFileName().toString()::startsWith)
                        && Arrays.stream(names).noneMatch(Path.of(jar).getFileName().toString()::endsWith))
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", classPath, OpenEngine.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        process.waitFor();
        return lines;
    }
}
