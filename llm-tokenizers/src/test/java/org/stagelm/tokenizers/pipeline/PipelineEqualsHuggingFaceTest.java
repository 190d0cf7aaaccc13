package org.stagelm.tokenizers.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.testkit.SharedData;
import org.stagelm.testkit.contract.TokenizerContract;
import org.stagelm.tokenizers.TokenizerFiles;
import org.stagelm.tokenizers.Trained;
import org.stagelm.tokenizers.json.AddedToken;
import org.stagelm.tokenizers.json.Behavior;
import org.stagelm.tokenizers.json.Decoder;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.json.Normalizer;
import org.stagelm.tokenizers.json.Pattern;
import org.stagelm.tokenizers.json.PostProcessor;
import org.stagelm.tokenizers.json.PreTokenizer;
import org.stagelm.tokenizers.json.PrependScheme;
import org.stagelm.tokenizers.json.TokenizerJson;

/** Files of many shapes, each run here and by Hugging Face's library: the same ids, the same prompts, the same text back. */
class PipelineEqualsHuggingFaceTest {

    private static final int RANDOM_TEXTS = 150;

    @TempDir
    private static Path trained;

    @TempDir
    private Path folder;

    @BeforeAll
    static void keepsTheBindingOffTheNet() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    static Stream<Arguments> models() throws Exception {
        TokenizerJson llama3 = llama3();
        TokenizerJson bytes = byteLevel("gpt2");
        return Stream.of(
                Arguments.of("Llama 2", Shapes.llama2()),
                Arguments.of("Llama 2, mark before the text", Shapes.llama2(PrependScheme.FIRST, false)),
                Arguments.of("Llama 2, mark before each part", Shapes.llama2(PrependScheme.ALWAYS, true)),
                Arguments.of("Llama 2, no mark", Shapes.llama2(PrependScheme.NEVER, true)),
                Arguments.of("Gemma", Shapes.gemma()),
                Arguments.of("Llama 3", llama3),
                Arguments.of("Qwen", Shapes.with(withTools(byteLevel("(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
                        + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+")), new Normalizer.NFC())),
                Arguments.of("RoBERTa", Shapes.with(Shapes.with(bytes, new PreTokenizer.ByteLevel(true, true, true)),
                        new PostProcessor.RobertaProcessing(named(0), named(1), true, true))),
                Arguments.of("GPT-2 with tools", withTools(bytes)),
                Arguments.of("BERT uncased", Shapes.bert(true, true)),
                Arguments.of("BERT cased", Shapes.bert(false, false)),
                Arguments.of("BERT, accents kept", Shapes.with(Shapes.bert(true, true),
                        new Normalizer.BertNormalizer(false, false, Optional.of(false), true))),
                Arguments.of("BERT's older template", Shapes.with(Shapes.bert(true, true), new PostProcessor.BertProcessing(named(3), named(2)))),
                Arguments.of("T5", Shapes.unigram(Optional.empty(), PrependScheme.ALWAYS)),
                Arguments.of("ALBERT", Shapes.unigram(Optional.of(new Normalizer.Sequence(List.of(
                        new Normalizer.Replace(Pattern.literal("``"), "\""), new Normalizer.NFKD(), new Normalizer.StripAccents(),
                        new Normalizer.Lowercase(), new Normalizer.Replace(Pattern.expression(" {2,}"), " ")))), PrependScheme.FIRST)),
                Arguments.of("words", Shapes.with(Shapes.with(words(), new PreTokenizer.Whitespace()), Optional.empty())));
    }

    static Stream<Arguments> parts() {
        TokenizerJson pairs = Shapes.llama2();
        TokenizerJson plain = new TokenizerJson(Optional.empty(), Optional.empty(), pairs.model(), Optional.empty(), pairs.decoder(),
                pairs.addedTokens());
        List<Normalizer> normalizers = List.of(new Normalizer.NFC(), new Normalizer.NFD(), new Normalizer.NFKC(), new Normalizer.NFKD(),
                new Normalizer.Lowercase(), new Normalizer.StripAccents(), new Normalizer.Nmt(), new Normalizer.ByteLevel(),
                new Normalizer.Strip(true, false), new Normalizer.Strip(false, true), new Normalizer.Prepend("an"),
                new Normalizer.Replace(Pattern.expression("[aeiou]*"), "-"), new Normalizer.Replace(Pattern.expression("^"), "re"),
                new Normalizer.Precompiled(CharacterMapTable.of(Map.of("A", "a", "\uFB01", "fi", "e\u0301", "é", "\t", " ", "\u200B", ""))));
        List<PreTokenizer> preTokenizers = new ArrayList<>(List.of(new PreTokenizer.Whitespace(), new PreTokenizer.WhitespaceSplit(),
                new PreTokenizer.BertPreTokenizer(), new PreTokenizer.Digits(true), new PreTokenizer.Digits(false),
                new PreTokenizer.ByteLevel(true, true, true), new PreTokenizer.ByteLevel(false, true, false),
                new PreTokenizer.Split(Pattern.expression("\\w+"), Behavior.REMOVED, true),
                new PreTokenizer.Split(Pattern.expression("(?=[A-Z])"), Behavior.ISOLATED, false)));
        for (Behavior behavior : Behavior.values()) {
            preTokenizers.add(new PreTokenizer.Punctuation(behavior));
            preTokenizers.add(new PreTokenizer.Split(Pattern.expression("\\s"), behavior, false));
            preTokenizers.add(new PreTokenizer.Split(Pattern.literal("e"), behavior, true));
        }
        List<Decoder> decoders = List.of(new Decoder.Fuse(), new Decoder.ByteFallback(), new Decoder.ByteLevel(true, true, true),
                new Decoder.Metaspace(Shapes.MARK, PrependScheme.NEVER, true), new Decoder.Metaspace(Shapes.MARK, PrependScheme.ALWAYS, true),
                new Decoder.WordPiece("e", true), new Decoder.BPEDecoder("e"), new Decoder.Replace(Pattern.expression("[ae]*"), "-"),
                new Decoder.Strip("e", 1, 0), new Decoder.Sequence(List.of(new Decoder.Fuse(), new Decoder.Strip("e", 2, 0))),
                new Decoder.Sequence(List.of(new Decoder.ByteFallback(), new Decoder.Fuse(), new Decoder.Replace(Pattern.literal("an"), ""))));
        return Stream.of(
                normalizers.stream().map(part -> Arguments.of(part, Shapes.with(plain, part))),
                preTokenizers.stream().map(part -> Arguments.of(part, Shapes.with(plain, part))),
                decoders.stream().map(part -> Arguments.of(part, Shapes.with(plain, Optional.of(part))))).flatMap(part -> part);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"models", "parts"})
    void runsAsInHuggingFacesLibrary(Object name, TokenizerJson json) throws Exception {
        json.write(folder);
        assertThat(TokenizerJson.read(folder.resolve(TokenizerJson.FILE))).isEqualTo(json);
        Tokenizer tokenizer = TokenizerFiles.load(folder);
        assertThat(tokenizer).isInstanceOf(PipelineTokenizer.class);
        assertSame(tokenizer, folder.resolve(TokenizerJson.FILE), json);

        Path again = Files.createDirectory(folder.resolve("again"));
        tokenizer.save(again);
        assertThat(again.resolve(TokenizerJson.FILE)).hasSameBinaryContentAs(folder.resolve(TokenizerJson.FILE));
    }

    @Test
    void gpt2sOwnFileRunsAsInHuggingFacesLibrary() throws Exception {
        Path file = SharedData.file("tokenizers/gpt2").resolve(TokenizerJson.FILE);
        assertSame(TokenizerFiles.load(file), file, TokenizerJson.read(file));
    }

    private void assertSame(Tokenizer tokenizer, Path file, TokenizerJson json) throws Exception {
        try (HuggingFaceTokenizer other = open(file)) {
            Random random = new Random(11);
            for (String text : texts(json, random)) {
                int[] ids = tokenizer.encode(text, tokenizer.specialTokens().keySet());
                assertThat(ids).as(text).isEqualTo(narrow(other.encode(text, false, false).getIds()));
                assertSameText(tokenizer, other, ids, text);
                if (json.specials().stream().noneMatch(special -> text.contains(special.content()))) {
                    assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids);
                    assertThat(tokenizer.encodePrompt(text)).as("prompt " + text).isEqualTo(narrow(other.encode(text, true, false).getIds()));
                    assertThat(tokenizer.normalize(text)).isEqualTo(tokenizer.decode(ids));
                }
                assertThat(tokenizer.lossless() && !tokenizer.decode(tokenizer.encode(text)).equals(text)).as(text).isFalse();
            }
            for (int i = 0; i < RANDOM_TEXTS; i++) {
                int[] ids = random.ints(1 + random.nextInt(20), 0, tokenizer.vocabularySize()).toArray();
                assertSameText(tokenizer, other, ids, Arrays.toString(ids));
            }
        }
    }

    private static void assertSameText(Tokenizer tokenizer, HuggingFaceTokenizer other, int[] ids, String what) {
        String decoded = tokenizer.decode(ids);
        assertThat(decoded).as(what).isEqualTo(other.decode(Arrays.stream(ids).asLongStream().toArray(), true));
        Tokenizer.TextStream stream = tokenizer.stream();
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            String part = stream.next(id);
            assertThat(part.isEmpty() || !Character.isHighSurrogate(part.charAt(part.length() - 1))).as(what).isTrue();
            text.append(part);
        }
        assertThat(text + stream.end()).as(what).isEqualTo(decoded);
    }

    /** Tricky texts and random ones, with the file's added tokens here and there. */
    private static List<String> texts(TokenizerJson json, Random random) {
        List<String> texts = new ArrayList<>(TokenizerContract.TRICKY_TEXTS);
        texts.addAll(List.of("the ending  of the\u2581test", "don't 'stand' , he said .", "Word Words aWord Word.", "<tool> the<tool>in",
                "  <eot>  the"));
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(4); part >= 0; part--) {
                text.append(assignedOnly(Trained.randomText(random, random.nextInt(30))));
                if (i % 3 == 0 && !json.addedTokens().isEmpty()) {
                    text.append(json.addedTokens().get(random.nextInt(json.addedTokens().size())).content());
                }
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /** The libraries know different versions of Unicode, so only blocks whose letters and marks are old are a fair question. */
    private static String assignedOnly(String text) {
        StringBuilder assigned = new StringBuilder();
        text.codePoints().filter(c -> (c < 0x500 || c >= 0x1E00 && c < 0x2C00) && Character.getType(c) != Character.UNASSIGNED)
                .forEach(assigned::appendCodePoint);
        return assigned.toString();
    }

    private static TokenizerJson byteLevel(String pattern) throws Exception {
        Trained.byteBpe(pattern, 400, Trained.resource("hugging-face/corpus.txt")).save(trained);
        return TokenizerJson.read(trained.resolve(TokenizerJson.FILE));
    }

    private static TokenizerJson llama3() throws Exception {
        TokenizerJson json = byteLevel("cl100k");
        Model.BPE pairs = (Model.BPE) json.model();
        int id = json.addedTokens().get(0).id();
        return new TokenizerJson(Optional.empty(), json.preTokenizer(), Model.BPE.of(pairs.vocab(), pairs.merges(), true),
                Optional.of(new PostProcessor.Sequence(List.of(new PostProcessor.ByteLevel(true, false, true),
                        Shapes.beginning("<|endoftext|>", id)))), json.decoder(), json.addedTokens());
    }

    private static TokenizerJson withTools(TokenizerJson json) {
        List<AddedToken> added = new ArrayList<>(json.addedTokens());
        added.add(new AddedToken(json.tokens().size(), "<tool>", false, false, false, false, false));
        added.add(new AddedToken(json.tokens().size() + 1, "un mot é", false, false, false, true, false));
        added.add(new AddedToken(json.tokens().size() + 2, "<eot>", false, true, true, false, true));
        return Shapes.with(json, added);
    }

    private static TokenizerJson words() {
        Map<String, Integer> vocab = Map.of("<unk>", 0, "the", 1, "Hello", 2, ",", 3, "world", 4, "!", 5);
        return new TokenizerJson(Optional.empty(), Optional.empty(), new Model.WordLevel(vocab, "<unk>"), Optional.empty(), Optional.empty(),
                List.of());
    }

    private static PostProcessor.Named named(int id) {
        return new PostProcessor.Named("token " + id, id);
    }

    private static int[] narrow(long[] ids) {
        return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
    }

    private static HuggingFaceTokenizer open(Path file) throws Exception {
        try {
            return HuggingFaceTokenizer.newInstance(file, Map.of("truncation", "false"));
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            Assumptions.abort("the native part of Hugging Face's tokenizers does not load here: " + e);
            throw new AssertionError("abort returns never");
        }
    }
}
