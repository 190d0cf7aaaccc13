package org.stagelm.tokenizers.bytebpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.testkit.SharedData;
import org.stagelm.tokenizers.Trained;

class ByteBpeTrainingTest {

    @Test
    void mergesEqualHuggingFacesIncludingTies() {
        Tokenizer tokenizer = Trained.byteBpe(400, Trained.resource("hugging-face/corpus.txt"));

        List<String> expected = Trained.resource("hugging-face/merges.txt").lines().filter(line -> !line.startsWith("# ")).toList();
        assertThat(tokens(tokenizer, 257)).isEqualTo(expected.stream().map(merge -> merge.replace(" ", "")).toList());
    }

    @Test
    void idsBeginWithEndOfTextAndTheBytesInTheOrderOfTheirCharacters() {
        Tokenizer tokenizer = Trained.byteBpe(257, "abc");

        assertThat(tokenizer.endOfText()).hasValue(0);
        assertThat(tokens(tokenizer, 0)).hasSize(257).startsWith("<|endoftext|>", "!", "\"", "#").endsWith("Ł", "ł", "Ń");
    }

    /** CS336 breaks ties by the greater bytes, Hugging Face by the smaller ids, so only what comes before the first tie has to agree. */
    @Test
    void firstMergesEqualThoseOfCs336() throws Exception {
        String corpus = Files.readString(SharedData.file("parity/cs336-bpe/corpus.en"));
        List<String> expected = Files.readAllLines(SharedData.file("parity/cs336-bpe/train-bpe-reference-merges.txt"));

        Tokenizer tokenizer = Trained.byteBpe(500, corpus);

        assertThat(tokens(tokenizer, 257).subList(0, 31)).isEqualTo(expected.stream().limit(31).map(merge -> merge.replace(" ", "")).toList());
    }

    @Test
    void documentsCountTheSameHoweverTheyAreSpreadOverThreads() {
        String text = Trained.resource("hugging-face/corpus.txt");
        String[] many = IntStream.range(0, 3000).mapToObj(i -> text).toArray(String[]::new); // 3 MB: several chunks

        // Counts are 3000 times as high, their order is the same.
        assertThat(Trained.byteBpe(330, many).fingerprint()).isEqualTo(Trained.byteBpe(330, text).fingerprint());
    }

    @Test
    void aTextWithoutPairsLeftGivesASmallerVocabulary() {
        assertThat(Trained.byteBpe(4096, "ab ab").vocabularySize()).isEqualTo(258);
    }

    @Test
    void anEmptyCorpusIsAUserError() {
        assertThatThrownBy(() -> Trained.byteBpe(300)).isInstanceOf(UserError.class).hasMessageContaining("empty");
    }

    @Test
    void anInterruptCancelsAndStaysSet() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Trained.byteBpe(300, "some text, some text")).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static List<String> tokens(Tokenizer tokenizer, int from) {
        return IntStream.range(from, tokenizer.vocabularySize()).mapToObj(tokenizer::token).collect(Collectors.toList());
    }
}
