package org.stagelm.tokenizers.corpus.mix;

import com.google.auto.service.AutoService;
import java.util.List;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.CorpusComponent;

/** {@code mixture}: several corpora, mixed by weight. */
@AutoService(CorpusComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class MixtureComponent implements CorpusComponent<MixtureComponent.Settings> {

    public record Settings(
            @Setting("what is mixed; the mixture ends when the corpus whose turn it is has no more documents, so that the shares hold to the end")
            List<Part> corpora,
            @Setting(value = "share of the documents kept for validation, whatever the mixed corpora say", min = 0, below = 1)
            double validationFraction) {}

    /** One of the mixed corpora. */
    public record Part(
            @Setting("where its text comes from") Choice<Corpus> corpus,
            @Setting(value = "its share of the characters of the mixture, in proportion to the other weights", above = 0) double weight,
            @Setting(value = "how often it may be read, from its beginning each time", unit = "times", min = 1) int maxRepeats) {

        static Part defaults() {
            return new Part(null, 1, 1);
        }
    }

    @Override
    public String type() {
        return "mixture";
    }

    @Override
    public Settings defaults() {
        return new Settings(null, 0.1);
    }

    @Override
    public void check(Settings settings, Dimensions dimensions, Problems problems) {
        if (settings.corpora().isEmpty()) {
            problems.add("corpora", "is empty; give at least one corpus");
        }
    }

    @Override
    public Corpus create(Settings settings, BuildContext context) {
        List<Mixture.Part> parts = settings.corpora().stream()
                .map(part -> new Mixture.Part(context.make(part.corpus()), part.weight(), part.maxRepeats())).toList();
        return new Mixture(parts, settings.validationFraction());
    }
}
