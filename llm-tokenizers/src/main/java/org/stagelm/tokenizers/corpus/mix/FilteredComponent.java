package org.stagelm.tokenizers.corpus.mix;

import com.google.auto.service.AutoService;
import java.util.Optional;
import java.util.OptionalInt;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.CorpusComponent;

/** {@code filtered}: another corpus without its duplicates, and without documents that are too short or too long. */
@AutoService(CorpusComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class FilteredComponent implements CorpusComponent<FilteredComponent.Settings> {

    public record Settings(
            @Setting("where the text comes from, and what share of it is kept for validation") Choice<Corpus> corpus,
            @Setting("leave out documents that were there already to the letter; 21 to 43 bytes of memory per document") boolean exactDuplicates,
            @Setting("leave out documents that are nearly one that was there already") Optional<NearDuplicates> nearDuplicates,
            @Setting(value = "leave out shorter documents", unit = "characters", min = 0) int minCharacters,
            @Setting(value = "leave out longer documents", unit = "characters", min = 1) OptionalInt maxCharacters) {}

    /**
     * Documents are alike as far as they have the same shingles, which are sequences of words: Jaccard similarity, estimated by MinHash (Broder 1997)
     * among those that banding finds. Of each document kept, a byte per permutation is remembered, and 11 to 22 bytes per band.
     */
    public record NearDuplicates(
            @Setting(value = "how many words in sequence are compared; an ideograph counts as a word", unit = "words", min = 1, max = 100) int shingle,
            @Setting(value = "how many hash functions estimate the likeness; the estimate is off by about 1/(2√permutations)", min = 16, max = 1024)
            int permutations,
            @Setting(value = "share of common shingles from which on two documents are duplicates", above = 0, max = 1) double threshold) {

        static NearDuplicates defaults() {
            return new NearDuplicates(5, 128, 0.8);
        }
    }

    @Override
    public String type() {
        return "filtered";
    }

    @Override
    public Settings defaults() {
        return new Settings(null, true, Optional.empty(), 0, OptionalInt.empty());
    }

    @Override
    public void check(Settings settings, Dimensions dimensions, Problems problems) {
        if (settings.maxCharacters().isPresent() && settings.maxCharacters().getAsInt() < settings.minCharacters()) {
            problems.add("maxCharacters", "is smaller than minCharacters, so nothing would be left");
        }
    }

    @Override
    public Corpus create(Settings settings, BuildContext context) {
        return new Filtered(context.make(settings.corpus()), settings);
    }
}
