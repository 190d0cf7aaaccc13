package org.stagelm.cli.inspect;

import java.awt.Color;
import java.io.IOException;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.stagelm.cli.output.Drawing;

/** Draws the distribution of the next token as bars, as a PNG of 1200 × 600 pixels. */
final class NextTokensPicture {

    static {
        Drawing.withoutScreen();
    }

    private NextTokensPicture() {}

    /** @param samplers as they are called, for the legend */
    static byte[] png(NextTokens next, String samplers) throws IOException {
        CategoryChart chart = new CategoryChartBuilder().width(1200).height(600).title("The next token").xAxisTitle("token")
                .yAxisTitle("probability").build();
        chart.getStyler().setLegendPosition(LegendPosition.InsideNE).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisLabelRotation(45);
        List<String> tokens = next.rows().stream().map(NextTokens.Row::token).toList();
        chart.addSeries("softmax", tokens, next.rows().stream().map(NextTokens.Row::before).toList());
        if (!samplers.isEmpty()) {
            chart.addSeries(samplers, tokens, next.rows().stream().map(NextTokens.Row::after).toList());
        }
        chart.addSeries(NextTokens.DRAWS + " draws", tokens, next.rows().stream().map(NextTokens.Row::drawn).toList());
        return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
    }
}
