package org.stagelm.cli.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.Styler.LegendPosition;

class InspectionPlotsTest {

    @Test
    void barsReachNoLegendAndTheAxisEndsAtAWholeNumber() {
        List<Inspection.Named> tokenizers = List.of(new Inspection.Named("gpt2", TokenizerArgument.open("gpt2")));
        Inspection inspection = Inspection.of(tokenizers, List.of(new SampleText("text", "the best of the time")));

        CategoryChart chart = InspectionPlots.charactersPerToken(inspection);

        assertThat(inspection.cut(tokenizers.get(0), 0).charactersPerToken()).isEqualTo(4);
        assertThat(chart.getStyler().getYAxisMax()).isEqualTo(5);
        assertThat(chart.getStyler().getLegendPosition()).isEqualTo(LegendPosition.OutsideS);
        assertThat(chart.getXAxisTitle()).isEmpty();
    }
}
