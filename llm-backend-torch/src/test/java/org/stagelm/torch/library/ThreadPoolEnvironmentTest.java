package org.stagelm.torch.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadPoolEnvironmentTest {

    @Test
    void inABareEnvironmentBothPoolsAreTamed() {
        assertThat(ThreadPoolEnvironment.missing(Map.of("PATH", "/bin")))
                .containsExactly(Map.entry("GOMP_SPINCOUNT", "10000"), Map.entry("OPENBLAS_THREAD_TIMEOUT", "16"));
    }

    @Test
    void whatTheUserSetStays() {
        assertThat(ThreadPoolEnvironment.missing(Map.of("GOMP_SPINCOUNT", "5", "OPENBLAS_THREAD_TIMEOUT", "4"))).isEmpty();
    }

    @Test
    void theStandardWaitPolicyStandsForTheSpinCount() {
        assertThat(ThreadPoolEnvironment.missing(Map.of("OMP_WAIT_POLICY", "passive"))).containsOnlyKeys("OPENBLAS_THREAD_TIMEOUT");
    }
}
