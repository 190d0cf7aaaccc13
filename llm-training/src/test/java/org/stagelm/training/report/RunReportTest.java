package org.stagelm.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.training.run.RunFiles;
import org.stagelm.training.testing.TinyRun;

class RunReportTest {

    @TempDir
    private Path temporary;

    @Test
    void aRunEndsWithAPlotAndAPageThatHoldsItAll() throws IOException {
        TinyRun run = new TinyRun(temporary.resolve("run")).with("{\"evalEvery\": 2, \"sampleEvery\": 6, \"samplePrompt\": \"<i>\"}");
        run.train();
        BufferedImage plot = ImageIO.read(run.files().lossPlot().toFile());
        assertThat(plot).as("a PNG").isNotNull();
        IntStream pixels = IntStream.range(0, plot.getWidth() * plot.getHeight()).map(i -> plot.getRGB(i % plot.getWidth(), i / plot.getWidth()));
        assertThat(pixels.distinct().count()).isGreaterThan(3); // background, text and the three curves
        Files.writeString(run.files().config(), "{\"name\": \"a < b\"}");
        RunReport.write(run.files());
        String page = Files.readString(run.files().report());
        assertThat(page).contains("data:image/png;base64,iVBOR").contains("a &lt; b").contains("&lt;i&gt;</b>after 6")
                .contains("<td>steps</td><td>6</td>");
        assertThat(page).doesNotContain("http:").doesNotContain("https:");
    }

    @Test
    void aRunWithoutAStepHasAPageWithoutAPlot() {
        RunFiles files = new RunFiles(temporary);
        RunReport.write(files);
        assertThat(files.report()).isNotEmptyFile();
        assertThat(files.lossPlot()).doesNotExist();
    }

    @Test
    void longRunsAreThinnedEvenly() {
        Curve curve = new Curve();
        for (long step = 1; step <= 100_000; step++) {
            curve.add(step, step);
        }
        assertThat(curve.steps().size()).isBetween(2000, 4000);
        assertThat(curve.steps()).isEqualTo(curve.values());
        double gap = curve.steps().get(1) - curve.steps().get(0);
        assertThat(IntStream.range(1, curve.steps().size()).mapToDouble(i -> curve.steps().get(i) - curve.steps().get(i - 1))).containsOnly(gap);
    }
}
