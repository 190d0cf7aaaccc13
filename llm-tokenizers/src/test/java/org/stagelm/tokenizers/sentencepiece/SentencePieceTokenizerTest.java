package org.stagelm.tokenizers.sentencepiece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.core.json.Json;
import org.stagelm.testkit.SharedData;
import org.stagelm.testkit.contract.TokenizerContract;
import org.stagelm.tokenizers.TokenizerFiles;
import org.stagelm.tokenizers.Trained;
import org.stagelm.tokenizers.json.TokenizerJson;

class SentencePieceTokenizerTest {

    private static final String STORIES = "weights/stories260K/hf";

    @TempDir
    private Path folder;

    @BeforeAll
    static void keepsTheBindingOffTheNet() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    @ParameterizedTest
    @CsvSource({"bpe, BPE, true, true, false", "bpe-unknown, BPE, false, false, true", "unigram, UNIGRAM, false, true, true",
            "unigram-bytes, UNIGRAM, true, true, false"})
    void idsAndTextsAreSentencePieces(String name, TrainerSpec.ModelType type, boolean bytes, boolean prefix, boolean remove) throws Exception {
        Tokenizer tokenizer = SentencePieceTokenizer.of(ModelBytes.vectors(type, bytes, prefix, remove), "test");
        JsonNode vectors = Json.mapper().readTree(Trained.resource("sentencepiece/vectors.json")).path(name);
        assertThat(vectors).hasSameSizeAs(TokenizerContract.TRICKY_TEXTS);
        for (int i = 0; i < vectors.size(); i++) {
            String text = TokenizerContract.TRICKY_TEXTS.get(i);
            assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids(vectors.get(i).path("ids")));
            assertThat(tokenizer.normalize(text)).as(text).isEqualTo(vectors.get(i).path("text").asText());
        }
    }

    @Test
    void stories260KHasItsReferenceIds() {
        Tokenizer tokenizer = TokenizerFiles.load(SharedData.file(STORIES));
        JsonNode encodings = Json.read(SharedData.file("parity/stories260K/reference_tokens.json")).path("encodings_with_bos");
        assertThat(encodings).isNotEmpty();
        encodings.properties().forEach(
                entry -> assertThat(tokenizer.encodePrompt(entry.getKey())).as(entry.getKey()).isEqualTo(ids(entry.getValue())));
    }

    @Test
    void charactersWithoutAPieceAreBytesAndWaitForEachOther() {
        Tokenizer tokenizer = SentencePieceTokenizer.of(ModelBytes.vectors(TrainerSpec.ModelType.BPE, true, true, false), "test");
        int firstByte = 3;
        int euro = firstByte + 0xE2;
        assertThat(tokenizer.decode(euro, firstByte + 0x82, firstByte + 0xAC)).isEqualTo("€");
        assertThat(tokenizer.decode(euro, firstByte + 0x82, firstByte + 'a')).isEqualTo("\uFFFD\uFFFDa"); // one for each byte

        Tokenizer.TextStream stream = tokenizer.stream();
        assertThat(stream.next(euro)).isEmpty();
        assertThat(stream.next(firstByte + 0x82)).isEmpty();
        assertThat(stream.next(firstByte + 0xAC)).isEqualTo("€");
        assertThat(stream.next(euro)).isEmpty();
        assertThat(stream.end()).isEqualTo("\uFFFD");
    }

    @Test
    void controlPiecesStandForNoTextAndAreNeverTyped() {
        Tokenizer tokenizer = SentencePieceTokenizer.of(ModelBytes.vectors(TrainerSpec.ModelType.BPE, true, true, false), "test");
        assertThat(tokenizer.specialTokens()).containsExactly(Map.entry("<s>", 1), Map.entry("</s>", 2));
        assertThat(tokenizer.beginOfText()).hasValue(1);
        assertThat(tokenizer.endOfText()).hasValue(2);
        assertThat(tokenizer.encode("</s>")).doesNotContain(2);
        assertThat(tokenizer.encode("</s>", Set.of("</s>"))).containsExactly(2);
        assertThat(tokenizer.decode(tokenizer.encodePrompt("hello two"))).isEqualTo("hello two");
        assertThatThrownBy(() -> tokenizer.decode(tokenizer.vocabularySize())).isInstanceOf(UserError.class).hasMessageContaining("vocabulary");
    }

    @Test
    void whatIsReplacedFollowsTheTable() {
        int[] units = new int[512];
        units[0] = 256 << 10; // the root's children are at 256 ^ byte
        units[256 ^ 'q'] = 'q' | 1 << 8 | (256 ^ 'q' ^ 300) << 10; // "q" ends here, and what it becomes is in 300
        units[300] = 1 << 31;
        ByteBuffer table = ByteBuffer.allocate(4 + 4 * units.length + 3).order(ByteOrder.LITTLE_ENDIAN);
        table.putInt(4 * units.length);
        Arrays.stream(units).forEach(table::putInt);
        table.put((byte) 'a').put((byte) 'b').put((byte) 0);
        NormalizerSpec spec = new NormalizerSpec("test", table.array(), true, true, true);
        OwnPieces none = new OwnPieces(new SentencePieceModel(List.of(), TrainerSpec.DEFAULTS, spec));

        Utf8Buffer text = new TextNormalizer(spec, none).normalize("  q  q\u00e9 ");

        assertThat(new String(text.array(), 0, text.size(), StandardCharsets.UTF_8)).isEqualTo("\u2581ab\u2581ab\u00e9");
    }

    @Test
    void theSavedFolderOpensAsTheSame() throws Exception {
        Tokenizer tokenizer = SentencePieceTokenizer.of(ModelBytes.vectors(TrainerSpec.ModelType.UNIGRAM, true, true, false), "test");
        tokenizer.save(folder);
        assertThat(TokenizerFiles.load(folder)).isInstanceOf(SentencePieceTokenizer.class)
                .returns(tokenizer.fingerprint(), Tokenizer::fingerprint);
        assertThat(TokenizerFiles.load(folder.resolve("tokenizer.model")).fingerprint()).isEqualTo(tokenizer.fingerprint());
    }

    @Test
    void aModelBesideAnotherTokenizerJsonIsNotTaken() throws Exception {
        Trained.byteBpe(300, "some text").save(folder);
        Files.write(folder.resolve("tokenizer.model"), ModelBytes.vectors(TrainerSpec.ModelType.BPE, true, true, false));
        assertThat(TokenizerFiles.load(folder).vocabularySize()).isLessThanOrEqualTo(300);
        Files.writeString(folder.resolve("tokenizer.model"), "IQ== 0\n"); // a ranks file, as Llama 3 has under this name
        assertThat(TokenizerFiles.load(folder).vocabularySize()).isLessThanOrEqualTo(300);
    }

    @Test
    void huggingFaceGivesTheSameIdsForSavedBpe() throws Exception {
        assertSameIds(TokenizerFiles.load(SharedData.file(STORIES)));
    }

    @Test
    void huggingFaceGivesTheSameIdsForSavedUnigram() throws Exception {
        assertSameIds(SentencePieceTokenizer.of(ModelBytes.vectors(TrainerSpec.ModelType.UNIGRAM, true, true, true), "test"));
    }

    private void assertSameIds(Tokenizer tokenizer) throws Exception {
        tokenizer.save(folder);
        List<String> texts = List.of("Once upon a time, the line was two spaces.", "hello", "the café is not 日本", "a line\nand another one",
                "\n  a line between   others \n", "  spaces  ");
        try (HuggingFaceTokenizer other = open()) {
            for (String text : texts) {
                assertThat(ids(other.encode(text, false, false).getIds())).as(text).isEqualTo(tokenizer.encode(text));
                assertThat(ids(other.encode(text, true, false).getIds())).as(text).isEqualTo(tokenizer.encodePrompt(text));
                assertThat(other.decode(other.encode(text, false, false).getIds(), true)).isEqualTo(tokenizer.normalize(text));
            }
        }
    }

    private HuggingFaceTokenizer open() throws Exception {
        try {
            return HuggingFaceTokenizer.newInstance(folder.resolve(TokenizerJson.FILE), Map.of("truncation", "false"));
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            Assumptions.abort("the native part of Hugging Face's tokenizers does not load here: " + e);
            throw new AssertionError("abort returns never");
        }
    }

    private static int[] ids(long[] ids) {
        return Arrays.stream(ids).mapToInt(id -> (int) id).toArray();
    }

    private static int[] ids(JsonNode ids) {
        int[] all = new int[ids.size()];
        Arrays.setAll(all, i -> ids.get(i).asInt());
        return all;
    }
}
