package org.stagelm.training.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the losses over the steps. */
final class LossPlot {

    private static final Color PALE = new Color(0xb8cbe6);
    private static final Color BLUE = new Color(0x1f5aa6);
    private static final Color ORANGE = new Color(0xd9701a);

    static {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true"); // drawing into memory needs no screen, and servers have none
        }
    }

    private LossPlot() {}

    /** A PNG of 900 × 540 pixels. */
    static byte[] png(LossHistory history) throws IOException {
        XYChart chart = new XYChartBuilder().width(900).height(540).title("Loss").xAxisTitle("step").yAxisTitle("nats per token").build();
        chart.getStyler().setLegendPosition(LegendPosition.InsideNE).setChartBackgroundColor(Color.WHITE);
        add(chart, "train", history.train(), PALE, 1f, SeriesMarkers.NONE);
        add(chart, "train, smoothed", history.smoothed(), BLUE, 2f, SeriesMarkers.NONE);
        add(chart, "validation", history.validation(), ORANGE, 2f, SeriesMarkers.CIRCLE);
        return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
    }

    private static void add(XYChart chart, String name, Curve curve, Color color, float width, Marker marker) {
        if (!curve.isEmpty()) {
            XYSeries series = chart.addSeries(name, curve.steps(), curve.values());
            series.setMarker(marker).setMarkerColor(color).setLineColor(color).setLineStyle(new BasicStroke(width));
        }
    }
}
