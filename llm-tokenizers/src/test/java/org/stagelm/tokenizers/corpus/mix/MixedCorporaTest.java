package org.stagelm.tokenizers.corpus.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Corpus;

class MixedCorporaTest {

    @Test
    void aMixtureHasTheSharesOfItsWeights() {
        Corpus short1 = new Given(Collections.nCopies(3000, "a"), Map.of());
        Corpus long3 = new Given(Collections.nCopies(3000, "bbbbbbb"), Map.of());

        List<String> documents = documents(new Mixture(List.of(new Mixture.Part(short1, 1, 1), new Mixture.Part(long3, 3, 1)), 0.1));

        double ofLong = characters(documents, 'b') / (double) (characters(documents, 'a') + characters(documents, 'b'));
        assertThat(ofLong).isCloseTo(0.75, within(0.01));
        assertThat(documents.stream().filter(each -> each.startsWith("b"))).hasSizeBetween(1283, 1287); // 9000 characters of b for 3000 of a
    }

    @Test
    void aCorpusIsReadAsOftenAsAllowedAndThenTheMixtureEnds() {
        Corpus few = new Given(List.of("aa", "ab"), Map.of("empty documents", 2L));
        Corpus many = new Given(Collections.nCopies(100, "bb"), Map.of("empty documents", 1L));

        Mixture mixture = new Mixture(List.of(new Mixture.Part(few, 1, 3), new Mixture.Part(many, 1, 1)), 0.2);

        assertThat(documents(mixture)).containsExactly("aa", "bb", "ab", "bb", "aa", "bb", "ab", "bb", "aa", "bb", "ab", "bb");
        assertThat(documents(mixture)).isEqualTo(documents(mixture));
        assertThat(mixture.leftOut()).isEqualTo(Map.of("empty documents", 3L));
        assertThat(mixture.validationFraction()).isEqualTo(0.2);
        assertThat(mixture.source()).isEqualTo("given + given");
    }

    @Test
    void aCorpusWithoutTextCannotBeMixed() {
        Mixture mixture = new Mixture(List.of(new Mixture.Part(new Given(List.of(), Map.of()), 1, 5)), 0.1);

        assertThatThrownBy(() -> documents(mixture)).isInstanceOf(UserError.class).hasMessageContaining("given has no text");
    }

    @Test
    void filtersByLengthInCharactersAndCountsWhatIsLeftOut() {
        // 😀 is one character of two chars.
        Corpus corpus = new Given(List.of("a", "😀", "ab", "abc", "😀😀😀", "abcd", "ab"), Map.of("empty documents", 4L));
        Filtered filtered = new Filtered(corpus, new FilteredComponent.Settings(null, true, Optional.empty(), 2, OptionalInt.of(3)));

        assertThat(documents(filtered)).containsExactly("ab", "abc", "😀😀😀");
        assertThat(filtered.leftOut()).isEqualTo(Map.of("empty documents", 4L, "documents that are too short", 2L, "documents that are too long", 1L,
                "exact duplicates", 1L));
    }

    @Test
    void theSecondPassEqualsTheFirst() {
        String text = "a little girl named Lily found a needle in her room and knew it was hard to play with it because it was sharp";
        Corpus corpus = new Given(List.of(text, "other", text + " !", "other", "more words than these there are none", text), Map.of());
        Filtered filtered = new Filtered(corpus, new FilteredComponent.Settings(null, true,
                Optional.of(FilteredComponent.NearDuplicates.defaults()), 0, OptionalInt.empty()));

        List<String> first = documents(filtered);
        Map<String, Long> leftOut = filtered.leftOut();

        assertThat(first).containsExactly(text, "other", "more words than these there are none");
        assertThat(leftOut).isEqualTo(Map.of("exact duplicates", 2L, "near duplicates", 1L));
        assertThat(documents(filtered)).isEqualTo(first);
        assertThat(filtered.leftOut()).isEqualTo(leftOut);
    }

    @Test
    void aPassThatIsNotReadToItsEndDecidesNothing() {
        Filtered filtered = new Filtered(new Given(List.of("a", "a", "b"), Map.of()),
                new FilteredComponent.Settings(null, true, Optional.empty(), 0, OptionalInt.empty()));
        try (Stream<String> documents = filtered.documents()) {
            assertThat(documents.iterator().next()).isEqualTo("a");
        }

        assertThat(filtered.leftOut()).isEmpty();
        assertThat(documents(filtered)).containsExactly("a", "b");
    }

    @Test
    void findsExactDuplicatesInAGrowingTable() {
        ExactDuplicates seen = new ExactDuplicates();
        for (int i = 0; i < 5000; i++) {
            assertThat(seen.add("text " + i)).isTrue();
        }
        for (int i = 0; i < 5000; i++) {
            assertThat(seen.add("text " + i)).isFalse();
        }
    }

    private static long characters(List<String> documents, char which) {
        return documents.stream().flatMapToInt(String::chars).filter(c -> c == which).count();
    }

    private static List<String> documents(Corpus corpus) {
        try (Stream<String> documents = corpus.documents()) {
            return documents.toList();
        }
    }

    private record Given(List<String> texts, Map<String, Long> leftOut) implements Corpus {

        @Override
        public Stream<String> documents() {
            return texts.stream();
        }

        @Override
        public double validationFraction() {
            return 0.1;
        }

        @Override
        public String source() {
            return "given";
        }
    }
}
