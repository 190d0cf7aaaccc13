package org.stagelm.tokenizers.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.testkit.SharedData;
import org.stagelm.tokenizers.PlainContext;
import org.stagelm.tokenizers.Trained;
import org.stagelm.tokenizers.character.CharComponent;

class DataPreparationTest {

    @TempDir
    private Path folder;

    private record Documents(double validationFraction, List<String> all) implements Corpus {

        Documents(double validationFraction, String... all) {
            this(validationFraction, List.of(all));
        }

        @Override
        public Stream<String> documents() {
            return all.stream();
        }

        @Override
        public String source() {
            return "the test's corpus";
        }
    }

    @Test
    void oneDocumentIsSplitByPositionAtACharacter() {
        String text = "🙂abcd🙂efg🙂"; // 10 characters, 13 code units
        Tokenizer tokenizer = Trained.character(text);

        PreparedData data = prepare(new Documents(0.4, text), tokenizer);

        assertThat(tokenizer.decode(ids(data.training()))).isEqualTo("🙂abcd🙂");
        assertThat(tokenizer.decode(ids(data.validation().orElseThrow()))).isEqualTo("efg🙂");
    }

    /** The sizes of nanoGPT's data/shakespeare_char: 1,003,854 characters train and 111,540 validate. */
    @Test
    void shakespeareIsSplitAsInNanoGpt() throws Exception {
        String text = Files.readString(SharedData.file("text/tinyshakespeare/input.txt"));

        PreparedData data = prepare(new Documents(0.1, text), Trained.character(text));

        assertThat(data.training().length()).isEqualTo(1_003_854);
        assertThat(data.validation().orElseThrow().length()).isEqualTo(111_540);
    }

    @Test
    void documentsAreWholeAndEndWithEndOfText() {
        List<String> documents = numbered(200);
        Tokenizer tokenizer = Trained.byteBpe(300, documents.toArray(String[]::new));
        int end = tokenizer.endOfText().orElseThrow();

        PreparedData data = prepare(new Documents(0.25, documents), tokenizer);

        TokenShard validation = data.validation().orElseThrow();
        Set<String> found = new HashSet<>();
        for (TokenShard shard : List.of(data.training(), validation)) {
            for (int i = 0; i < shard.documents(); i++) {
                int[] ids = ids(shard, i);
                assertThat(ids).endsWith(end);
                found.add(tokenizer.decode(ids));
            }
        }
        assertThat(found).isEqualTo(new HashSet<>(documents));
        assertThat(data.training().documents() + validation.documents()).isEqualTo(200);
        assertThat(validation.documents()).isBetween(30L, 70L); // 50 ± 3 standard deviations
    }

    @Test
    void theSplitDoesNotDependOnTheOrder() {
        List<String> documents = numbered(60);
        Tokenizer tokenizer = Trained.byteBpe(300, documents.toArray(String[]::new));
        List<String> shuffled = new ArrayList<>(documents);
        Collections.shuffle(shuffled, new Random(1));

        Set<String> first = texts(DataPreparation.prepare(new Documents(0.3, documents), tokenizer, folder.resolve("1"), Progress.none()), tokenizer);
        Set<String> second = texts(DataPreparation.prepare(new Documents(0.3, shuffled), tokenizer, folder.resolve("2"), Progress.none()), tokenizer);

        assertThat(second).isEqualTo(first).isNotEmpty();
    }

    @Test
    void appendedDocumentsMoveNoneOfTheOthers() {
        Tokenizer tokenizer = Trained.byteBpe(300, numbered(60).toArray(String[]::new));

        Set<String> before = texts(DataPreparation.prepare(new Documents(0.3, numbered(60)), tokenizer, folder.resolve("1"), Progress.none()),
                tokenizer);
        Set<String> after = texts(DataPreparation.prepare(new Documents(0.3, numbered(90)), tokenizer, folder.resolve("2"), Progress.none()),
                tokenizer);

        after.retainAll(new HashSet<>(numbered(60)));
        assertThat(after).isEqualTo(before);
    }

    /** Enough of them for many groups on several threads, and for the index to be written in parts. */
    @Test
    void documentsEncodedOnAllCoresKeepTheirOrderAndAreReadOnce() {
        List<String> documents = numbered(40_000);
        Tokenizer tokenizer = Trained.byteBpe(300, "document number");
        AtomicInteger passes = new AtomicInteger();
        Corpus corpus = new Corpus() {
            @Override
            public Stream<String> documents() {
                passes.incrementAndGet();
                return documents.stream();
            }

            @Override
            public double validationFraction() {
                return 0;
            }

            @Override
            public String source() {
                return "the test's corpus";
            }
        };

        TokenShard shard = prepare(corpus, tokenizer).training();

        assertThat(passes).hasValue(1);
        assertThat(shard.documents()).isEqualTo(40_000);
        shard.verify();
        int[] ids = ids(shard);
        for (int i = 0; i < 40_000; i++) {
            int end = (int) (i + 1 < 40_000 ? shard.documentStart(i + 1) : shard.length());
            assertThat(tokenizer.decode(Arrays.copyOfRange(ids, (int) shard.documentStart(i), end))).isEqualTo("document number " + i);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**-documents");
    }

    @Test
    void anInterruptOnTheWayLeavesNothingBehind() {
        Tokenizer tokenizer = Trained.byteBpe(280, "number number");
        List<String> documents = numbered(20_000);
        Corpus corpus = new Corpus() {
            @Override
            public Stream<String> documents() {
                return documents.stream().peek(document -> {
                    if (document.endsWith(" 15000")) {
                        Thread.currentThread().interrupt();
                    }
                });
            }

            @Override
            public double validationFraction() {
                return 0.1;
            }

            @Override
            public String source() {
                return "the test's corpus";
            }
        };
        try {
            assertThatThrownBy(() -> prepare(corpus, tokenizer)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void openedShardsMustBeOfTheTokenizer() {
        Tokenizer tokenizer = Trained.character("abc\n");
        prepare(new Documents(0.5, "abcabc"), tokenizer);

        assertThat(DataPreparation.open(folder, tokenizer).training().length()).isEqualTo(3);
        assertThatThrownBy(() -> DataPreparation.open(folder, Trained.character("abcd"))).isInstanceOf(UserError.class)
                .hasMessageContaining("train.tokens has the ids of another tokenizer");
    }

    @Test
    void fewDocumentsStillGiveBothParts() {
        for (double fraction : new double[] {0.001, 0.1, 0.9, 0.999}) {
            for (int count = 2; count < 6; count++) {
                List<String> documents = numbered(count);
                Tokenizer tokenizer = Trained.character(documents.toArray(String[]::new));

                PreparedData data = prepare(new Documents(fraction, documents), tokenizer);

                assertThat(data.training().documents()).isPositive();
                assertThat(data.validation().orElseThrow().documents()).isPositive();
                assertThat(data.training().documents() + data.validation().orElseThrow().documents()).isEqualTo(count);
            }
        }
    }

    @Test
    void withoutEndOfTextALineFeedEndsADocument() {
        Corpus corpus = new Documents(0, "emma", "", "ava");
        Tokenizer tokenizer = DataPreparation.trainTokenizer(new CharComponent().create(new CharComponent().defaults(), new PlainContext()), corpus,
                Progress.none());

        PreparedData data = prepare(corpus, tokenizer);

        assertThat(tokenizer.decode(ids(data.training()))).isEqualTo("emma\nava\n");
        assertThat(data.validation()).isEmpty();
    }

    @Test
    void shardsOfTheSameTextAndTokenizerAreUsedAgain() throws Exception {
        Corpus corpus = new Documents(0.2, numbered(20));
        Tokenizer tokenizer = Trained.byteBpe(280, "number number");

        assertThat(prepare(corpus, tokenizer).reused()).isFalse();
        assertThat(prepare(corpus, tokenizer).reused()).isTrue();
        assertThat(prepare(corpus, Trained.byteBpe(280, "other other")).reused()).isFalse();
        assertThat(prepare(new Documents(0.2, numbered(21)), tokenizer).reused()).isFalse();
        assertThat(prepare(new Documents(0.3, numbered(21)), tokenizer).reused()).isFalse();
        assertThat(prepare(new Documents(0.3, numbered(21)), tokenizer).reused()).isTrue();

        Path training = folder.resolve(DataPreparation.TRAINING_FILE);
        byte[] damaged = Files.readAllBytes(training);
        damaged[140]++;
        Files.write(training, damaged);
        assertThat(prepare(new Documents(0.3, numbered(21)), tokenizer).reused()).isFalse();
        TokenShard.open(training).verify();
    }

    @Test
    void nothingToLearnIsAUserErrorAndLeavesNothingBehind() {
        Tokenizer tokenizer = Trained.character("abc\n");

        assertThatThrownBy(() -> prepare(new Documents(0.1), tokenizer)).isInstanceOf(UserError.class)
                .hasMessageContaining("the test's corpus has no text");
        assertThatThrownBy(() -> prepare(new Documents(0.9, "abc"), tokenizer)).isInstanceOf(UserError.class)
                .hasMessageContaining("no text to train on");
        assertThatThrownBy(() -> prepare(new Documents(0.5, "abc", "abd"), tokenizer)).isInstanceOf(UserError.class).hasMessageContaining("U+0064");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anInterruptCancelsAndLeavesNothingBehind() {
        Tokenizer tokenizer = Trained.byteBpe(280, "number number");
        List<String> documents = numbered(50);
        Corpus corpus = new Documents(0.2, documents);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> prepare(corpus, tokenizer)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private PreparedData prepare(Corpus corpus, Tokenizer tokenizer) {
        return DataPreparation.prepare(corpus, tokenizer, folder, Progress.none());
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "document number " + i).toList();
    }

    private static Set<String> texts(PreparedData data, Tokenizer tokenizer) {
        TokenShard validation = data.validation().orElseThrow();
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < validation.documents(); i++) {
            texts.add(tokenizer.decode(ids(validation, i)));
        }
        return texts;
    }

    private static int[] ids(TokenShard shard) {
        int[] ids = new int[(int) shard.length()];
        shard.copy(0, ids, 0, ids.length);
        return ids;
    }

    private static int[] ids(TokenShard shard, int document) {
        long end = document + 1 < shard.documents() ? shard.documentStart(document + 1) : shard.length();
        return Arrays.copyOfRange(ids(shard), (int) shard.documentStart(document), (int) end);
    }
}
