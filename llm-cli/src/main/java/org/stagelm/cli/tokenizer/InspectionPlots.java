package org.stagelm.cli.tokenizer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.stagelm.cli.output.Drawing;

/** Draws what tokenizers are like, as PNG files of 900 × 540 pixels. */
final class InspectionPlots {

    private static final int LONGEST = 20;

    static {
        Drawing.withoutScreen();
    }

    private InspectionPlots() {}

    /** File name to content. */
    static Map<String, byte[]> draw(Inspection inspection) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("characters-per-token.png", png(charactersPerToken(inspection)));
        files.put("token-lengths.png", png(lengths(inspection)));
        files.put("token-frequencies.png", png(frequencies(inspection)));
        return files;
    }

    static CategoryChart charactersPerToken(Inspection inspection) {
        CategoryChart chart = bars("Characters per token", "", "characters per token");
        chart.getStyler().setXAxisLabelRotation(inspection.texts().size() > 1 ? 30 : 0).setYAxisMin(0.0).setYAxisMax(top(inspection))
                .setYAxisDecimalPattern("0.##");
        List<String> titles = inspection.texts().stream().map(SampleText::title).toList();
        inspection.tokenizers().forEach(each -> chart.addSeries(each.name(), titles, inspection.cuts().get(each).stream()
                .map(cut -> cut.refusal().isPresent() ? 0.0 : cut.charactersPerToken()).toList()));
        return chart;
    }

    /** A whole number above the longest bar, so that the axis is cut at round ones. */
    private static double top(Inspection inspection) {
        double longest = inspection.cuts().values().stream().flatMap(List::stream).filter(cut -> cut.refusal().isEmpty())
                .mapToDouble(Cut::charactersPerToken).max().orElse(1);
        return Math.floor(longest) + 1;
    }

    private static CategoryChart lengths(Inspection inspection) {
        CategoryChart chart = bars("Lengths of the vocabulary's tokens", "characters; " + LONGEST + ": as many or more", "share of the vocabulary");
        List<Integer> characters = IntStream.rangeClosed(1, LONGEST).boxed().toList();
        for (Inspection.Named each : inspection.tokenizers()) {
            int[] counts = Inspection.lengths(each.tokenizer(), LONGEST);
            double all = Math.max(1, each.tokenizer().vocabularySize());
            chart.addSeries(each.name(), characters, characters.stream().map(length -> counts[length] / all).toList());
        }
        return chart;
    }

    private static XYChart frequencies(Inspection inspection) {
        XYChart chart = new XYChartBuilder().width(900).height(540).title("Frequencies of the texts' tokens").xAxisTitle("rank")
                .yAxisTitle("how often").build();
        chart.getStyler().setLegendPosition(LegendPosition.InsideNE).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        for (Inspection.Named each : inspection.tokenizers()) {
            List<Integer> counts = inspection.frequencies(each);
            if (!counts.isEmpty()) {
                chart.addSeries(each.name(), IntStream.rangeClosed(1, counts.size()).boxed().toList(), counts).setMarker(SeriesMarkers.NONE)
                        .setLineStyle(new BasicStroke(2f));
            }
        }
        return chart;
    }

    private static CategoryChart bars(String title, String x, String y) {
        CategoryChart chart = new CategoryChartBuilder().width(900).height(540).title(title).xAxisTitle(x).yAxisTitle(y).build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS).setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    private static byte[] png(Chart<?, ?> chart) throws IOException {
        return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
    }
}
