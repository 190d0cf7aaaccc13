package org.stagelm.torch.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;

class TorchLibraryTest {

    @Test
    void platformsAreNamedAsTheClassifiersAre() {
        assertThat(TorchLibrary.platform("Linux", "amd64")).isEqualTo("linux-x86_64");
        assertThat(TorchLibrary.platform("Linux", "aarch64")).isEqualTo("linux-arm64");
        assertThat(TorchLibrary.platform("Mac OS X", "aarch64")).isEqualTo("macosx-arm64");
        assertThat(TorchLibrary.platform("Windows 11", "amd64")).isEqualTo("windows-x86_64");
    }

    @Test
    void aFailureToLoadIsTheUsersToMend() {
        assertThatThrownBy(() -> TorchLibrary.load(() -> {
            throw new NoClassDefFoundError("org/bytedeco/pytorch/global/torch\nmore");
        })).isInstanceOf(UserError.class).hasMessageContaining("cannot load libtorch on").hasMessageContaining("org/bytedeco/pytorch/global/torch")
                .message().doesNotContain("\n");
    }

    @Test
    void withoutTheNativeJarsTheMessageNamesThem() throws Exception {
        assertThat(openedWithout("-x86_64.jar", "-arm64.jar")).hasSize(1).first().asString()
                .startsWith("UserError: the engine torch cannot load libtorch on").contains("org.bytedeco:pytorch").contains("classifier");
    }

    @Test
    void withoutAnyJarOfLibtorchTheMessageNamesThem() throws Exception {
        assertThat(openedWithout("pytorch-", "javacpp-", "openblas-")).hasSize(1).first().asString()
                .startsWith("UserError: the engine torch cannot load libtorch on").contains("org.bytedeco:pytorch").contains("NoClassDefFoundError");
    }

    @Test
    void bothPoolsGetTheThreads() {
        assertThat(TorchLibrary.load(1)).isEqualTo(1);
        assertThat(torch.get_num_threads()).isEqualTo(1);
        assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(1);
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(TorchLibrary.load(0)).isEqualTo(processors);
        assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(processors);
    }

    /** What {@link OpenEngine} prints in a JVM whose class path lacks the jars with these in their names. */
    private static List<String> openedWithout(String... names) throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> Arrays.stream(names).noneMatch(Path.of(jar).getFileName().toString()::contains))
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", classPath, OpenEngine.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        process.waitFor();
        return lines;
    }
}
