package org.stagelm.tokenizers.pipeline;

import java.text.Normalizer.Form;
import java.util.function.UnaryOperator;
import org.stagelm.tokenizers.json.Normalizer;

/** BERT's normaliser (Devlin et al. 2018): no control characters, Chinese characters as words of their own, no accents, small letters. */
final class BertNormalization implements UnaryOperator<String> {

    private final Normalizer.BertNormalizer settings;

    BertNormalization(Normalizer.BertNormalizer settings) {
        this.settings = settings;
    }

    /** Nothing of this looks across the border between ASCII, of which most texts are, and other characters. */
    @Override
    public String apply(String text) {
        StringBuilder normalized = new StringBuilder(text.length());
        for (int from = 0; from < text.length();) {
            boolean ascii = isAscii(text, from);
            int to = from;
            while (to < text.length() && isAscii(text, to) == ascii) {
                to++;
            }
            if (ascii) {
                addAscii(text, from, to, normalized);
            } else {
                normalized.append(ofOthers(text.substring(from, to)));
            }
            from = to;
        }
        return normalized.toString();
    }

    private static boolean isAscii(String text, int at) {
        return text.charAt(at) < 0x80;
    }

    private void addAscii(String text, int from, int to, StringBuilder normalized) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (settings.lowercase() && c >= 'A' && c <= 'Z') {
                normalized.append((char) (c + ('a' - 'A')));
            } else if (!settings.cleanText() || c >= ' ' && c < 0x7F) {
                normalized.append(c);
            } else if (clean(c) != Normalization.NOTHING) {
                normalized.append((char) clean(c));
            }
        }
    }

    private String ofOthers(String text) {
        String changed = settings.cleanText() ? Normalization.filter(text, BertNormalization::clean) : text;
        if (settings.handleChineseChars()) {
            changed = aroundChinese(changed);
        }
        if (settings.stripAccents().orElse(settings.lowercase())) {
            changed = Normalization.filter(java.text.Normalizer.normalize(changed, Form.NFD),
                    c -> Character.getType(c) == Character.NON_SPACING_MARK ? Normalization.NOTHING : c);
        }
        return settings.lowercase() ? Normalization.lowercase(changed) : changed;
    }

    private static int clean(int c) {
        if (c == '\t' || c == '\n' || c == '\r') {
            return ' ';
        }
        boolean control = switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> c == 0xFFFD;
        };
        return control ? Normalization.NOTHING : Normalization.isSpace(c) ? ' ' : c;
    }

    private static String aroundChinese(String text) {
        StringBuilder spaced = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isChinese(c)) {
                spaced.append(' ').appendCodePoint(c).append(' ');
            } else {
                spaced.appendCodePoint(c);
            }
        });
        return spaced.toString();
    }

    private static boolean isChinese(int c) {
        return c >= 0x4E00 && c <= 0x9FFF || c >= 0x3400 && c <= 0x4DBF || c >= 0x20000 && c <= 0x2A6DF || c >= 0x2A700 && c <= 0x2B73F
                || c >= 0x2B740 && c <= 0x2B81F || c >= 0x2B920 && c <= 0x2CEAF || c >= 0xF900 && c <= 0xFAFF || c >= 0x2F800 && c <= 0x2FA1F;
    }
}
