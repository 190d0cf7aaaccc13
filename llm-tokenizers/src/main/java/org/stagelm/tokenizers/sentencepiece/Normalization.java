package org.stagelm.tokenizers.sentencepiece;

import java.text.Normalizer;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which strings are replaced before a text is cut. */
public enum Normalization {

    /** None. */
    IDENTITY {
        @Override
        byte[] charsmap() {
            return new byte[0];
        }
    },

    /** Those that Unicode's NFKC changes: characters that are others in another form, such as ﬁ, and letters with marks behind them, such as é. */
    NFKC {
        @Override
        byte[] charsmap() {
            SortedMap<String, String> replacements = new TreeMap<>();
            for (int character = 1; character <= Character.MAX_CODE_POINT; character++) {
                if (Character.isDefined(character) && Character.getType(character) != Character.SURROGATE) {
                    addTo(replacements, Character.toString(character));
                }
            }
            return new ReplacementTableBuilder(replacements).charsmap();
        }

        private void addTo(SortedMap<String, String> replacements, String character) {
            String normalized = normalize(character, Normalizer.Form.NFKC);
            if (!normalized.equals(character)) {
                replacements.put(character, normalized);
            }
            String decomposed = normalize(character, Normalizer.Form.NFD);
            addComposition(replacements, decomposed);
            int last = decomposed.offsetByCodePoints(decomposed.length(), -1);
            addComposition(replacements, normalize(decomposed.substring(0, last), Normalizer.Form.NFC) + decomposed.substring(last));
        }

        private void addComposition(SortedMap<String, String> replacements, String sequence) {
            String composed = normalize(sequence, Normalizer.Form.NFKC);
            if (!composed.equals(sequence)) {
                replacements.put(sequence, composed);
            }
        }
    };

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As {@link NormalizerSpec#precompiledCharsmap()}. */
    abstract byte[] charsmap();

    private static String normalize(String text, Normalizer.Form form) {
        return Normalizer.normalize(text, form);
    }
}
