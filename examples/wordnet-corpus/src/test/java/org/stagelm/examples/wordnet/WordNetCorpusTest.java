package org.stagelm.examples.wordnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.CorpusComponent;

class WordNetCorpusTest {

    private static final String DOG = "dog, domestic dog, Canis familiaris: a member of the genus Canis (probably descended from the common wolf)"
            + " that has been domesticated by man since prehistoric times; occurs in many breeds; \"the dog barked all night\"";

    private final WordNetCorpus plugin = new WordNetCorpus();

    @Test
    void hasAllEntriesOfWordNet() {
        List<String> entries = documents(plugin.defaults());

        assertThat(entries).hasSize(117_791).contains(DOG).doesNotHaveDuplicates();
        assertThat(entries).allMatch(entry -> entry.contains(": ") && !entry.contains("_"));
        // Adjectives lose their marks, such as "afloat(p)".
        assertThat(entries).anyMatch(entry -> entry.startsWith("afloat: ")).noneMatch(entry -> entry.startsWith("afloat("));
    }

    @Test
    void givesTheSameEntriesInTheSameOrderEachTime() {
        Corpus corpus = corpus(plugin.defaults());

        assertThat(documents(corpus)).isEqualTo(documents(corpus));
    }

    @Test
    void keepsTheTopicsAskedFor() {
        List<String> animals = documents(new WordNetCorpus.Settings(0.05, List.of("noun.animal"), true));
        List<String> animalsAndFood = documents(new WordNetCorpus.Settings(0.05, List.of("noun.animal", "noun.food"), true));

        assertThat(animals).hasSizeBetween(5_000, 10_000).contains(DOG).noneMatch(entry -> entry.startsWith("bread,"));
        assertThat(animalsAndFood).containsAll(animals).anyMatch(entry -> entry.startsWith("bread,"));
    }

    @Test
    void leavesExamplesOutWhenAsked() {
        List<String> entries = documents(new WordNetCorpus.Settings(0.05, List.of("noun.animal"), false));

        assertThat(entries).contains(DOG.substring(0, DOG.indexOf("; \""))).noneMatch(entry -> entry.contains("; \""));
    }

    @Test
    void namesAnUnknownTopicAndThoseThereAre() {
        assertThatThrownBy(() -> corpus(new WordNetCorpus.Settings(0.05, List.of("noun.animals"), true))).isInstanceOf(UserError.class)
                .hasMessageContaining("noun.animals").hasMessageContaining("noun.animal,");
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(CorpusComponent.class)).anyMatch(WordNetCorpus.class::isInstance);
    }

    @Test
    void keepsTheLicenceOfWordNet() throws Exception {
        try (InputStream notice = WordNetCorpus.class.getResourceAsStream("/META-INF/licenses/WordNet-3.1.txt")) {
            assertThat(new String(notice.readAllBytes(), StandardCharsets.UTF_8)).contains("WordNet 3.1 Copyright 2011 by Princeton University");
        }
    }

    private List<String> documents(WordNetCorpus.Settings settings) {
        return documents(corpus(settings));
    }

    private static List<String> documents(Corpus corpus) {
        try (Stream<String> documents = corpus.documents()) {
            return documents.toList();
        }
    }

    private Corpus corpus(WordNetCorpus.Settings settings) {
        return plugin.create(settings, new BuildContext() {
            @Override
            public <T> T make(Choice<T> choice) {
                throw new IllegalStateException("this corpus has no slots");
            }

            @Override
            public Path path(String path) {
                return Path.of(path);
            }
        });
    }
}
