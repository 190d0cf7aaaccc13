package org.stagelm.tokenizers.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.stagelm.tokenizers.json.Behavior;

/** Cuts a piece at separators, which are told from left to right and may be empty. */
final class Separators {

    private final Piece piece;
    private final Behavior behavior;
    private final boolean invert;
    private final List<Stretch> stretches = new ArrayList<>();
    private int end;

    /** @param invert what is told is the text, what lies between is the separator */
    Separators(Piece piece, Behavior behavior, boolean invert) {
        this.piece = piece;
        this.behavior = behavior;
        this.invert = invert;
    }

    private record Stretch(int from, int to, boolean separator) {}

    void add(int from, int to) {
        if (from > end) {
            stretches.add(new Stretch(end, from, invert));
        }
        stretches.add(new Stretch(from, to, !invert));
        end = to;
    }

    List<Piece> pieces() {
        if (end < piece.text().length()) {
            stretches.add(new Stretch(end, piece.text().length(), invert));
        }
        List<Piece> pieces = new ArrayList<>(stretches.size());
        for (int i = 0; i < stretches.size();) {
            int last = i;
            while (last + 1 < stretches.size() && belongsTogether(last)) {
                last++;
            }
            int from = stretches.get(i).from();
            int to = stretches.get(last).to();
            if (to > from && (behavior != Behavior.REMOVED || !stretches.get(i).separator())) {
                pieces.add(piece.part(from, to));
            }
            i = last + 1;
        }
        return pieces;
    }

    /** Whether a stretch and the next are one piece. */
    private boolean belongsTogether(int i) {
        boolean separator = stretches.get(i).separator();
        boolean nextIs = stretches.get(i + 1).separator();
        return switch (behavior) {
            case REMOVED, ISOLATED -> false;
            case CONTIGUOUS -> separator == nextIs;
            case MERGED_WITH_PREVIOUS -> !separator && nextIs;
            case MERGED_WITH_NEXT -> separator && !nextIs;
        };
    }
}
