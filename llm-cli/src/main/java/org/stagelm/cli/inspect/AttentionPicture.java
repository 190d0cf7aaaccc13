package org.stagelm.cli.inspect;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The matrices of all heads side by side: a row for each layer, a column for each head; queries go down, keys go right; darker is more. */
final class AttentionPicture {

    private static final int MARGIN = 24;
    private static final int LEFT = 110;
    private static final int TOP = 60;
    /** Of a whole picture's side, in pixels; beyond it a cell shrinks to a pixel. */
    private static final int WIDEST = 2400;
    private static final int LARGEST_CELL = 14;
    private static final Color DARK = new Color(0x0b3c7d);

    private final Map<String, float[][][]> attentions;
    private final int tokens;
    private final int heads;
    private final int cell;

    private AttentionPicture(Map<String, float[][][]> attentions, int tokens) {
        this.attentions = attentions;
        this.tokens = tokens;
        this.heads = attentions.values().stream().mapToInt(h -> h.length).max().orElseThrow();
        this.cell = Math.max(1, Math.min(LARGEST_CELL, (WIDEST / heads - MARGIN) / tokens));
    }

    /** @param attentions at least one; path → weights [H][T][T] */
    static byte[] png(Map<String, float[][][]> attentions, int tokens) throws IOException {
        AttentionPicture picture = new AttentionPicture(attentions, tokens);
        int width = LEFT + picture.heads * (picture.side() + MARGIN);
        int height = TOP + attentions.size() * (picture.side() + MARGIN);
        return Picture.png(width, height, picture::draw);
    }

    private int side() {
        return tokens * cell;
    }

    private void draw(Graphics2D g) {
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        g.setColor(Color.DARK_GRAY);
        g.drawString("attention weights: queries down, keys right, darker is more", LEFT, 22);
        for (int head = 0; head < heads; head++) {
            g.drawString("head " + head, LEFT + head * (side() + MARGIN), TOP - 8);
        }
        List<String> paths = List.copyOf(attentions.keySet());
        for (int layer = 0; layer < paths.size(); layer++) {
            int y = TOP + layer * (side() + MARGIN);
            g.setColor(Color.DARK_GRAY);
            g.drawString(paths.get(layer), 8, y + 14);
            float[][][] matrices = attentions.get(paths.get(layer));
            for (int head = 0; head < matrices.length; head++) {
                matrix(g, matrices[head], LEFT + head * (side() + MARGIN), y);
            }
        }
    }

    private void matrix(Graphics2D g, float[][] weights, int x, int y) {
        for (int query = 0; query < tokens; query++) {
            for (int key = 0; key < tokens; key++) {
                g.setColor(shade(weights[query][key]));
                g.fillRect(x + key * cell, y + query * cell, cell, cell);
            }
        }
        g.setColor(Color.LIGHT_GRAY);
        g.drawRect(x - 1, y - 1, side() + 1, side() + 1);
    }

    /** White for 0, dark blue for 1; the root spreads out the small weights. */
    static Color shade(float weight) {
        double share = Math.sqrt(Math.max(0, Math.min(1, weight)));
        return new Color(mix(255, DARK.getRed(), share), mix(255, DARK.getGreen(), share), mix(255, DARK.getBlue(), share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
