package org.stagelm.tokenizers.sentencepiece;

import org.stagelm.tokenizers.text.Utf8;

/** Text as pieces spell it: replacements made, spaces taken out and put in, and the others written as {@code ▁}. As {@code normalizer.cc}. */
final class TextNormalizer {

    static final String MARK = "\u2581";

    private static final byte[] SPACE = {' '};

    private final NormalizerSpec spec;
    private final ReplacementTable replacements;
    private final OwnPieces own;
    private final byte[] space;

    TextNormalizer(NormalizerSpec spec, OwnPieces own) {
        this.spec = spec;
        this.replacements = new ReplacementTable(spec.precompiledCharsmap());
        this.own = own;
        this.space = spec.escapeWhitespaces() ? Utf8.bytes(MARK) : SPACE;
    }

    Utf8Buffer normalize(String text) {
        byte[] utf8 = Utf8.bytes(text);
        Utf8Buffer out = new Utf8Buffer(utf8.length + utf8.length / 2);
        boolean changes = spec.removeExtraWhitespaces() || !replacements.isEmpty() || !own.isEmpty();
        if (changes) {
            new Pass(utf8, out).run();
        } else if (utf8.length > 0) {
            begin(out);
            escape(utf8, 0, utf8.length, out);
        }
        return out;
    }

    private void begin(Utf8Buffer out) {
        if (spec.addDummyPrefix()) {
            out.add(space, 0, space.length);
        }
    }

    private void escape(byte[] utf8, int from, int to, Utf8Buffer out) {
        int copied = from;
        for (int i = from; i < to; i++) {
            if (utf8[i] == ' ') {
                out.add(utf8, copied, i);
                out.add(space, 0, space.length);
                copied = i + 1;
            }
        }
        out.add(utf8, copied, to);
    }

    /** One way through a text, string by string as they are replaced. */
    private final class Pass {

        private final byte[] utf8;
        private final Utf8Buffer out;
        private byte[] result; // the string that stands for the next one in the text is result[from … to − 1]
        private int from;
        private int to;

        Pass(byte[] utf8, Utf8Buffer out) {
            this.utf8 = utf8;
            this.out = out;
        }

        void run() {
            boolean single = spec.removeExtraWhitespaces();
            int at = 0;
            while (single && at < utf8.length) {
                int next = replace(at);
                if (to - from != 1 || result[from] != ' ') {
                    break;
                }
                at = next;
            }
            if (at == utf8.length) {
                return;
            }
            begin(out);
            boolean behindSpace = single;
            while (at < utf8.length) {
                at = replace(at);
                while (behindSpace && from < to && result[from] == ' ') {
                    from++;
                }
                if (from < to) {
                    escape(result, from, to, out);
                    behindSpace = single && result[to - 1] == ' ';
                }
            }
            while (single && out.endsWith(space)) {
                out.truncate(out.size() - space.length);
            }
        }

        /** Finds what stands for the string at {@code at}, and returns where that ends. */
        private int replace(int at) {
            int end = own.end(utf8, at, utf8.length);
            long found = end > at ? -1 : replacements.find(utf8, at, utf8.length);
            if (found >= 0) {
                result = replacements.results();
                from = (int) found;
                to = replacements.end(from);
                return at + (int) (found >>> 32);
            }
            result = utf8;
            from = at;
            to = end > at ? end : at + Utf8.length(utf8[at]);
            return to;
        }
    }
}
