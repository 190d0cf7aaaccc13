package org.stagelm.tokenizers.corpus.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {

    private static final int SHINGLE = 3;

    @Test
    void wordsAreRunsOfLettersAndDigitsInLowerCaseAndSingleIdeographs() {
        assertThat(Words.of("Hello, World 42!")).isEqualTo(Words.of("hello world\n42")).hasSize(3);
        assertThat(Words.of("中文")).isEqualTo(Words.of("中 文")).hasSize(2);
        assertThat(Words.of("a中b")).isEqualTo(Words.of("a 中 b")).hasSize(3);
        assertThat(Words.of("ÉTÉ")).isEqualTo(Words.of("été"));
        assertThat(Words.of(" ,.!😀 ")).isEmpty();
        assertThat(Arrays.stream(Words.of("w ".repeat(1000))).distinct()).hasSize(1);
        assertThat(Words.of("ab")).isNotEqualTo(Words.of("ba"));
    }

    @Test
    void signaturesAgreeAsOftenAsShinglesAreCommon() {
        int permutations = 1024;
        MinHash hash = new MinHash(SHINGLE, permutations);
        Random random = new Random(5);
        for (double changed : new double[] {0, 0.01, 0.05, 0.2, 1}) {
            List<String> text = words(random, 600);
            List<String> other = altered(text, changed, random);
            int[] one = hash.signature(Words.of(String.join(" ", text)));
            int[] two = hash.signature(Words.of(String.join(" ", other)));
            double agreeing = IntStream.range(0, permutations).filter(i -> one[i] == two[i]).count() / (double) permutations;

            // Four standard deviations of the mean of 1024 coins.
            assertThat(agreeing).as("%s changed", changed).isCloseTo(jaccard(text, other), within(4 * 0.5 / Math.sqrt(permutations)));
        }
    }

    @Test
    void aTextOfFewerWordsThanAShingleIsOneShingle() {
        MinHash hash = new MinHash(5, 16);

        assertThat(hash.signature(Words.of("one two"))).isEqualTo(hash.signature(Words.of("One. Two.")))
                .isNotEqualTo(hash.signature(Words.of("one")));
    }

    @Test
    void bandsFindWhatIsAtTheThreshold() {
        for (double threshold : new double[] {0.3, 0.5, 0.8, 0.95, 1}) {
            Bands bands = Bands.of(128, threshold);

            assertThat(bands.count() * bands.rows()).isLessThanOrEqualTo(128);
            assertThat(1 - Math.pow(1 - Math.pow(threshold, bands.rows()), bands.count())).isGreaterThanOrEqualTo(0.95);
        }
        assertThat(Bands.of(128, 1)).isEqualTo(new Bands(1, 128));
    }

    @Test
    void findsNearCopiesAndKeepsDistinctTexts() {
        Random random = new Random(7);
        NearDuplicates seen = new NearDuplicates(settings(0.8));
        List<List<String>> texts = new ArrayList<>();
        for (int i = 0; i < 1500; i++) { // more than one block of signatures, and the table grows
            texts.add(words(random, 200));
        }

        assertThat(texts).allSatisfy(text -> assertThat(seen.add(String.join(" ", text))).isTrue());
        // One word of 200 is another, three shingles of 198: a similarity of about 0.97.
        assertThat(texts).allSatisfy(text -> assertThat(seen.add(String.join(" ", altered(text, 1.0 / 200, random)))).isFalse());
        assertThat(texts).allSatisfy(text -> assertThat(seen.add(String.join("\n", text).toUpperCase() + "!")).isFalse());
        // A third of the words are others: a similarity of about 0.2.
        assertThat(texts).allSatisfy(text -> assertThat(seen.add(String.join(" ", altered(text, 0.33, random)))).isTrue());
    }

    @Test
    void aTextWithoutWordsIsUnlikeAll() {
        NearDuplicates seen = new NearDuplicates(settings(0.8));

        assertThat(seen.add("!!!")).isTrue();
        assertThat(seen.add("!!!")).isTrue();
    }

    @Test
    void decidesTheSameEachTime() {
        Random random = new Random(11);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            List<String> text = words(random, 60);
            texts.add(String.join(" ", text));
            texts.add(String.join(" ", altered(text, 0.05, random))); // near the threshold
        }
        List<Boolean> first = verdicts(texts);

        assertThat(first).contains(true, false);
        assertThat(verdicts(texts)).isEqualTo(first);
    }

    private static List<Boolean> verdicts(List<String> texts) {
        NearDuplicates seen = new NearDuplicates(settings(0.8));
        return texts.stream().map(seen::add).toList();
    }

    private static FilteredComponent.NearDuplicates settings(double threshold) {
        return new FilteredComponent.NearDuplicates(SHINGLE, 128, threshold);
    }

    private static List<String> words(Random random, int count) {
        return IntStream.range(0, count).mapToObj(i -> "word" + random.nextInt(3000)).toList();
    }

    /** With a share of the words, evenly spread, replaced by new ones. */
    private static List<String> altered(List<String> text, double share, Random random) {
        List<String> other = new ArrayList<>(text);
        int count = (int) Math.round(share * text.size());
        for (int i = 0; i < count; i++) {
            other.set((int) ((i + 0.5) * text.size() / count), "new" + random.nextInt(1_000_000));
        }
        return other;
    }

    private static double jaccard(List<String> one, List<String> two) {
        Set<List<String>> common = shingles(one);
        common.retainAll(shingles(two));
        Set<List<String>> all = shingles(one);
        all.addAll(shingles(two));
        return (double) common.size() / all.size();
    }

    private static Set<List<String>> shingles(List<String> words) {
        Set<List<String>> all = new HashSet<>();
        for (int i = 0; i + SHINGLE <= words.size(); i++) {
            all.add(words.subList(i, i + SHINGLE));
        }
        return all;
    }
}
