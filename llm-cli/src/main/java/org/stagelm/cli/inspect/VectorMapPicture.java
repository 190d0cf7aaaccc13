package org.stagelm.cli.inspect;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A labelled map of words, 1000 × 800 pixels; a label moves aside where it would cover another. */
final class VectorMapPicture {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 800;
    private static final int MARGIN = 70;
    private static final int DOT = 6;
    private static final Color BLUE = new Color(0x1f5aa6);

    private VectorMapPicture() {}

    static byte[] png(VectorMap map) throws IOException {
        return Picture.png(WIDTH, HEIGHT, g -> draw(g, map));
    }

    private static void draw(Graphics2D g, VectorMap map) {
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        g.setColor(Color.DARK_GRAY);
        g.drawString(String.format(Locale.ROOT, "first component → (%.0f %% of the variance)", 100 * map.explained()[0]), MARGIN, HEIGHT - 16);
        g.drawString(String.format(Locale.ROOT, "second component ↑ (%.0f %%)", 100 * map.explained()[1]), 12, 24);
        Scale x = Scale.of(map.points(), 0, MARGIN, WIDTH - 2 * MARGIN);
        Scale y = Scale.of(map.points(), 1, HEIGHT - MARGIN, MARGIN);
        g.setColor(new Color(0xe4e4e4));
        g.drawLine(x.at(0), 34, x.at(0), HEIGHT - 34);
        g.drawLine(12, y.at(0), WIDTH - 12, y.at(0));
        List<Rectangle> taken = new ArrayList<>();
        for (int i = 0; i < map.words().size(); i++) {
            int dotX = x.at(map.points()[i][0]);
            int dotY = y.at(map.points()[i][1]);
            g.setColor(BLUE);
            g.fillOval(dotX - DOT / 2, dotY - DOT / 2, DOT, DOT);
            label(g, map.words().get(i), dotX, dotY, taken);
        }
    }

    /** Right of its dot, else below or above it, where there is room. */
    private static void label(Graphics2D g, String word, int x, int y, List<Rectangle> taken) {
        FontMetrics metrics = g.getFontMetrics();
        int width = metrics.stringWidth(word);
        int height = metrics.getAscent();
        int[][] places = {{x + DOT, y + height / 2}, {x - width - DOT, y + height / 2}, {x - width / 2, y + DOT + height}, {x - width / 2, y - DOT}};
        int[] place = Arrays.stream(places).filter(p -> taken.stream().noneMatch(box(p, width, height)::intersects)).findFirst().orElse(places[0]);
        taken.add(box(place, width, height));
        g.setColor(Color.BLACK);
        g.drawString(word, place[0], place[1]);
    }

    private static Rectangle box(int[] baseline, int width, int height) {
        return new Rectangle(baseline[0], baseline[1] - height, width, height);
    }

    /** From numbers to pixels. */
    private record Scale(double lowest, double perUnit, int from) {

        static Scale of(double[][] points, int axis, int from, int to) {
            double lowest = Arrays.stream(points).mapToDouble(p -> p[axis]).min().orElseThrow();
            double highest = Arrays.stream(points).mapToDouble(p -> p[axis]).max().orElseThrow();
            return new Scale(lowest, highest > lowest ? (to - from) / (highest - lowest) : 0, from);
        }

        int at(double value) {
            return (int) Math.round(from + (value - lowest) * perUnit);
        }
    }
}
