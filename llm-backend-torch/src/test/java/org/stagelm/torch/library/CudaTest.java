package org.stagelm.torch.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;

class CudaTest {

    @Test
    void withoutAGraphicsCardTheMessageSaysWhatIsMissing() {
        TorchLibrary.load(1);
        Assumptions.assumeFalse(torch.cuda_is_available());
        assertThatThrownBy(() -> Cuda.expect(1)).isInstanceOf(UserError.class)
                .hasMessage("the engine torch cannot use the device cuda:1: " + Cuda.explain(Context.hasCUDART(), 0));
    }

    @Test
    void theJarsToAddAreNamedWithTheirVersions() {
        Assumptions.assumeTrue(TorchLibrary.platform(System.getProperty("os.name"), System.getProperty("os.arch")).equals("linux-x86_64"));
        assertThat(Cuda.explain(false, 0)).contains("org.bytedeco:pytorch:2.").contains("classifier linux-x86_64-gpu")
                .contains("org.bytedeco:cuda:" + Cuda.LIBRARIES).contains("org.bytedeco:cuda-redist,").contains("cuda-redist-cudnn")
                .doesNotContain("\n");
    }

    @Test
    void withCudaTheDriverOrTheNumberIsAtFault() {
        assertThat(Cuda.explain(true, 0)).contains("driver").contains("nvidia-smi");
        assertThat(Cuda.explain(true, 2)).isEqualTo("libtorch finds 2 of them, counted from 0");
    }

    /** The version is the one that libtorch's jar was built with, whose last part is the version of JavaCPP. */
    @Test
    void theVersionOfTheCudaJarsIsLibtorchs() throws IOException {
        try (InputStream pom = torch.class.getResourceAsStream("/META-INF/maven/org.bytedeco/pytorch/pom.xml")) {
            String javaCpp = TorchLibrary.fullVersion().replaceFirst(".*-", "");
            String cuda = Cuda.LIBRARIES.substring(0, Cuda.LIBRARIES.lastIndexOf('-'));
            assertThat(Cuda.LIBRARIES).endsWith("-" + javaCpp);
            assertThat(new String(pom.readAllBytes(), StandardCharsets.UTF_8)).contains("<version>" + cuda + "-${project.parent.version}</version>");
        }
    }
}
