package org.stagelm.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchSoakTest {

    private static final double MEGABYTE = 1 << 20;

    @Test
    void whatGrowsSteadilyIsALeak() {
        assertThat(growth(i -> 300 + 0.4 * i).isLeak()).isTrue();
        assertThat(growth(i -> i < 70 ? 300 : 330).isLeak()).as("a leak that begins late").isTrue();
        assertThat(growth(i -> 300 + 0.05 * i).isLeak()).as("less than 5 %").isFalse();
    }

    @Test
    void noiseWarmUpAndASingleSpikeAreNone() {
        SplittableRandom random = new SplittableRandom(7);
        MemoryGrowth growth = growth(i -> (i < 35 ? 100 + 5.7 * i : 300) + random.nextDouble(-8, 8) + (i == 97 ? 400 : 0));
        assertThat(growth.isLeak()).isFalse();
        assertThat(growth.ratio()).isCloseTo(1, within(0.05));
    }

    @Test
    void noiseDoesNotHideALeak() {
        SplittableRandom random = new SplittableRandom(7);
        assertThat(growth(i -> 300 + 0.6 * i + random.nextDouble(-8, 8) + (i == 42 ? 400 : 0)).isLeak()).isTrue();
    }

    private static MemoryGrowth growth(IntToDoubleFunction megabytes) {
        return MemoryGrowth.of(IntStream.range(0, SoakWorker.READINGS).mapToObj(i -> MEGABYTE * megabytes.applyAsDouble(i)).toList());
    }

    /** So short a run is still warming up, so memory may grow; the exit code must say what the rows say. */
    @Test
    void eachEngineTrainsAndWrites() {
        CommandRows result = CommandRows.of(new BenchSoakCommand(), "--steps", "200", "--tokens", "150", "--json");
        assertThat(result.rows()).extracting(row -> row.path("name").asText()).containsExactly("soak torch | 200 steps", "soak torch | 150 tokens",
                "soak nd4j | 200 steps", "soak nd4j | 150 tokens");
        assertThat(result.rows()).extracting(row -> row.path("ratio").asDouble()).allSatisfy(ratio -> assertThat(ratio).isBetween(0.5, 2.0));
        boolean grew = result.rows().stream().anyMatch(row -> row.path("ratio").asDouble() > 1.05);
        assertThat(result.exit()).isEqualTo(grew ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK);
        assertThat(result.rows()).extracting(row -> row.path("peer").asDouble()).allSatisfy(bytes -> assertThat(bytes).isGreaterThan(96 * MEGABYTE));
    }
}
