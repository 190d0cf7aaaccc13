package org.stagelm.torch.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {

    @Test
    void productsOfBfloat16NeedInstructionsOfTheirOwn() {
        assertThat(Processor.mayMultiplyBfloat16(List.of("processor\t: 0", "flags\t\t: fpu avx2 avx512f avx512vl"))).isFalse();
        assertThat(Processor.mayMultiplyBfloat16(List.of("processor\t: 0", "flags\t\t: fpu avx2 avx512_bf16 avx512f"))).isTrue();
        assertThat(Processor.mayMultiplyBfloat16(List.of("flags\t\t: avx2 amx_bf16 amx_tile"))).isTrue();
        assertThat(Processor.mayMultiplyBfloat16(List.of("Features\t: fp asimd bf16"))).isTrue();
        assertThat(Processor.mayMultiplyBfloat16(List.of("Features\t: fp asimd"))).isFalse();
    }

    @Test
    void whatIsNotKnownMayBe() {
        assertThat(Processor.mayMultiplyBfloat16(List.of("processor\t: 0"))).isTrue();
    }
}
