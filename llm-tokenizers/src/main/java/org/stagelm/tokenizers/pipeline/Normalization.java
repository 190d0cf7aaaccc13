package org.stagelm.tokenizers.pipeline;

import java.text.Normalizer.Form;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.stagelm.tokenizers.bytebpe.ByteLevelAlphabet;
import org.stagelm.tokenizers.json.Normalizer;
import org.stagelm.tokenizers.text.CharacterClass;
import org.stagelm.tokenizers.text.Utf8;

/** Normalisers as running code. */
final class Normalization {

    private Normalization() {}

    static UnaryOperator<String> of(Normalizer normalizer) {
        if (normalizer instanceof Normalizer.Sequence sequence) {
            List<UnaryOperator<String>> steps = sequence.normalizers().stream().map(Normalization::of).toList();
            return text -> {
                String changed = text;
                for (UnaryOperator<String> step : steps) {
                    changed = step.apply(changed);
                }
                return changed;
            };
        }
        if (normalizer instanceof Normalizer.BertNormalizer bert) {
            return new BertNormalization(bert);
        }
        if (normalizer instanceof Normalizer.Precompiled precompiled) {
            return new CharacterMap(precompiled.precompiledCharsmap());
        }
        if (normalizer instanceof Normalizer.Replace replace) {
            Occurrences occurrences = new Occurrences(replace.pattern());
            return text -> occurrences.replaceAll(text, replace.content());
        }
        if (normalizer instanceof Normalizer.Prepend prepend) {
            return text -> text.isEmpty() ? text : prepend.prepend() + text;
        }
        if (normalizer instanceof Normalizer.Strip strip) {
            return text -> strip(text, strip.stripLeft(), strip.stripRight());
        }
        return simple(normalizer);
    }

    private static UnaryOperator<String> simple(Normalizer normalizer) {
        if (normalizer instanceof Normalizer.NFC) {
            return text -> java.text.Normalizer.normalize(text, Form.NFC);
        }
        if (normalizer instanceof Normalizer.NFD) {
            return text -> java.text.Normalizer.normalize(text, Form.NFD);
        }
        if (normalizer instanceof Normalizer.NFKC) {
            return text -> java.text.Normalizer.normalize(text, Form.NFKC);
        }
        if (normalizer instanceof Normalizer.NFKD) {
            return text -> java.text.Normalizer.normalize(text, Form.NFKD);
        }
        if (normalizer instanceof Normalizer.Lowercase) {
            return Normalization::lowercase;
        }
        if (normalizer instanceof Normalizer.StripAccents) {
            return text -> filter(text, c -> isMark(c) ? NOTHING : c);
        }
        if (normalizer instanceof Normalizer.Nmt) {
            return text -> filter(text, Normalization::nmt);
        }
        return Normalization::byteLevel;
    }

    static final int NOTHING = -1;

    /** What becomes of one character. */
    @FunctionalInterface
    interface CharacterStep {
        int apply(int codePoint);
    }

    static String filter(String text, CharacterStep step) {
        StringBuilder filtered = new StringBuilder(text.length());
        text.codePoints().map(step::apply).filter(c -> c != NOTHING).forEach(filtered::appendCodePoint);
        return filtered.toString();
    }

    /** Character by character, so that a sigma is small the same way everywhere. */
    static String lowercase(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c < 128) {
                lower.append((char) Character.toLowerCase(c));
            } else {
                lower.append(Character.toString(c).toLowerCase(Locale.ROOT));
            }
        });
        return lower.toString();
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static int nmt(int c) {
        boolean gone = c >= 0x01 && c <= 0x08 || c == 0x0B || c >= 0x0E && c <= 0x1F || c == 0x7F || c == 0x8F || c == 0x9F;
        boolean space = c == 0x09 || c == 0x0A || c == 0x0C || c == 0x0D || c == 0x1680 || c >= 0x200B && c <= 0x200F || c == 0x2028 || c == 0x2029
                || c == 0x2581 || c == 0xFEFF || c == 0xFFFD;
        return gone ? NOTHING : space ? ' ' : c;
    }

    static String byteLevel(String text) {
        byte[] utf8 = Utf8.bytes(text);
        StringBuilder spelled = new StringBuilder(utf8.length);
        for (byte b : utf8) {
            spelled.append(ByteLevelAlphabet.character(b));
        }
        return spelled.toString();
    }

    private static String strip(String text, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (right && to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** All white space is in the basic plane. */
    static boolean isSpace(int c) {
        return CharacterClass.of(c) == CharacterClass.SPACE;
    }
}
