package org.stagelm.tokenizers.sentencepiece;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NormalizationTest {

    private static final TextNormalizer NFKC = normalizer(Normalization.NFKC);

    @Test
    void nfkcIsUnicodesForEveryCharacterAlone() {
        for (int character = 1; character <= Character.MAX_CODE_POINT; character++) {
            if (Character.isDefined(character) && Character.getType(character) != Character.SURROGATE) {
                String text = Character.toString(character);
                assertThat(NFKC.normalize(text).text()).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFKC).replace(" ", TextNormalizer.MARK));
            }
        }
    }

    @Test
    void nfkcPutsLettersAndTheirMarksTogether() {
        for (String text : List.of("\u00E9", "\u1EBF", "\u1ED9", "\uD55C\uAD6D", "\u304C", "\u01D6", "\u0390")) {
            assertThat(NFKC.normalize(Normalizer.normalize(text, Normalizer.Form.NFD)).text()).isEqualTo(text);
        }
        assertThat(NFKC.normalize("\u00EA\u0301 \uFB01ne \u2460").text()).isEqualTo("\u1EBF\u2581fine\u25811");
    }

    @Test
    void identityLeavesAllAsItIs() {
        assertThat(normalizer(Normalization.IDENTITY).normalize("\uFB01ne e\u0301").text()).isEqualTo("\uFB01ne\u2581e\u0301");
    }

    /** Against looking up every beginning of the text, the longest first. */
    @Test
    void aTableFindsTheLongestString() {
        Random random = new Random(8);
        for (int round = 0; round < 200; round++) {
            Map<String, String> replacements = new TreeMap<>();
            for (int i = 0; i < 1 + random.nextInt(60); i++) {
                replacements.put(text(random, 1 + random.nextInt(4)), text(random, 1 + random.nextInt(3)));
            }
            ReplacementTable table = new ReplacementTable(new ReplacementTableBuilder(replacements).charsmap());
            for (int i = 0; i < 50; i++) {
                String text = text(random, 6);
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                long found = table.find(utf8, 0, utf8.length);
                assertThat(found < 0 ? "" : new String(table.results(), (int) found, table.end((int) found) - (int) found,
                        StandardCharsets.UTF_8)).isEqualTo(longest(replacements, text));
            }
        }
    }

    private static String longest(Map<String, String> replacements, String text) {
        for (int end = text.length(); end > 0; end--) {
            if (replacements.containsKey(text.substring(0, end))) {
                return replacements.get(text.substring(0, end));
            }
        }
        return "";
    }

    private static String text(Random random, int length) {
        int[] characters = random.ints(length, 0, 6).map("abcé日本"::charAt).toArray();
        return new String(characters, 0, length);
    }

    private static TextNormalizer normalizer(Normalization normalization) {
        NormalizerSpec spec = new NormalizerSpec(normalization.label(), normalization.charsmap(), false, false, true);
        return new TextNormalizer(spec, new OwnPieces(new SentencePieceModel(List.of(), TrainerSpec.DEFAULTS, spec)));
    }
}
