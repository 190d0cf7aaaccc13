package org.stagelm.torch.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What the processor can do, where Linux says it: libtorch tells no more than how wide its vectors are. */
public final class Processor {

    private static final Path FLAGS = Path.of("/proc/cpuinfo");

    /** Products of bfloat16: AVX512-BF16 and AMX of x86, and ARM's. */
    private static final Set<String> BFLOAT16 = Set.of("avx512_bf16", "amx_bf16", "bf16");

    private Processor() {}

    /** False where the processor is known to have no instructions for products of bfloat16. */
    public static boolean mayMultiplyBfloat16() {
        try {
            return !Files.isReadable(FLAGS) || mayMultiplyBfloat16(Files.readAllLines(FLAGS));
        } catch (IOException e) {
            return true; // it is about a hint only
        }
    }

    static boolean mayMultiplyBfloat16(List<String> cpuinfo) {
        return cpuinfo.stream().filter(line -> line.startsWith("flags") || line.startsWith("Features")).findFirst()
                .map(line -> Arrays.stream(line.split("\\s+")).anyMatch(BFLOAT16::contains)).orElse(true);
    }
}
