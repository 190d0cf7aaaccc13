package org.stagelm.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.bytebpe.Ranks;

/** Hugging Face's own library, by DJL's binding, opens what is saved here. */
class HuggingFaceTest {

    @BeforeAll
    static void keepsTheBindingOffTheNet() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    @Test
    void givesTheSameIdsForByteBpe(@TempDir Path folder) throws Exception {
        String corpus = Trained.resource("hugging-face/corpus.txt");
        Tokenizer tokenizer = Trained.byteBpe(400, corpus);
        tokenizer.save(folder);
        try (HuggingFaceTokenizer other = open(folder)) {
            Random random = new Random(6);
            assertSame(tokenizer, other, corpus.replace("<|endoftext|>", "")); // what is plain text here is a special token there
            for (int i = 0; i < 200; i++) {
                assertSame(tokenizer, other, assignedOnly(Trained.randomText(random, 80)));
            }
        }
    }

    @Test
    void givesTheSameIdsForByteBpeThatIsCutInItsOwnWay(@TempDir Path folder) throws Exception {
        for (String pattern : List.of("cl100k", "o200k", "\\p{L}{1,4}|[^\\s\\p{L}]+|\\s")) {
            Tokenizer tokenizer = Trained.byteBpe(pattern, 400, Trained.resource("hugging-face/corpus.txt"));
            assertSavedGivesTheSameIds(tokenizer, folder.resolve(Integer.toHexString(pattern.hashCode())));
        }
    }

    @Test
    void givesTheSameIdsForRanks(@TempDir Path folder) throws Exception {
        assertSavedGivesTheSameIds(Ranks.R50K, folder.resolve("r50k"));
        assertSavedGivesTheSameIds(Ranks.CL100K, folder.resolve("cl100k"));
        assertSavedGivesTheSameIds(Ranks.O200K, folder.resolve("o200k"));
    }

    private static void assertSavedGivesTheSameIds(Tokenizer tokenizer, Path folder) throws Exception {
        tokenizer.save(Files.createDirectories(folder));
        Tokenizer loaded = TokenizerFiles.load(folder);
        assertThat(loaded.fingerprint()).isEqualTo(tokenizer.fingerprint());
        try (HuggingFaceTokenizer other = open(folder)) {
            Random random = new Random(7);
            for (int i = 0; i < 300; i++) {
                String text = assignedOnly(Trained.randomText(random, 80));
                assertSame(tokenizer, other, text);
                assertThat(loaded.encode(text)).isEqualTo(tokenizer.encode(text));
            }
        }
    }

    @Test
    void givesTheSameIdsForCharacters(@TempDir Path folder) throws Exception {
        String corpus = Trained.resource("hugging-face/corpus.txt");
        Tokenizer tokenizer = Trained.character(corpus);
        tokenizer.save(folder);
        try (HuggingFaceTokenizer other = open(folder)) {
            assertSame(tokenizer, other, corpus);
        }
    }

    private static void assertSame(Tokenizer tokenizer, HuggingFaceTokenizer other, String text) {
        int[] ids = tokenizer.encode(text);
        assertThat(other.encode(text, false, false).getIds()).as(text).isEqualTo(Arrays.stream(ids).asLongStream().toArray());
        assertThat(other.decode(Arrays.stream(ids).asLongStream().toArray(), true)).isEqualTo(text);
    }

    /** The two libraries may know different versions of Unicode, so unassigned characters are no fair question. */
    private static String assignedOnly(String text) {
        StringBuilder assigned = new StringBuilder();
        text.codePoints().filter(c -> c < 0x3000 && Character.getType(c) != Character.UNASSIGNED).forEach(assigned::appendCodePoint);
        return assigned.toString();
    }

    private static HuggingFaceTokenizer open(Path folder) throws Exception {
        try {
            return HuggingFaceTokenizer.newInstance(folder.resolve("tokenizer.json"), Map.of());
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            Assumptions.abort("the native part of Hugging Face's tokenizers does not load here: " + e);
            throw new AssertionError("abort returns never");
        }
    }
}
