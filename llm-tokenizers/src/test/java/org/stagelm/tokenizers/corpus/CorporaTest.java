package org.stagelm.tokenizers.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Corpus;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.config.SchemaWriter;
import org.stagelm.core.json.Json;
import org.stagelm.core.registry.Registry;
import org.stagelm.testkit.SharedData;

/** The corpora as a config makes them: what is refused, what editors are told, and what they read from real files. */
class CorporaTest {

    private static final String TEXT = "{\"type\": \"text\", \"path\": \"a.txt\"}";

    private final Registry registry = Registry.load();

    @Test
    void settingsThatMeanNothingAreFaultsOfTheConfig() {
        refuses("{\"type\": \"text\", \"path\": \"\", \"documentSeparator\": \"\"}", "path", "documentSeparator");
        refuses("{\"type\": \"text\", \"path\": \"a\", \"validationFraction\": 1}", "validationFraction");
        refuses("{\"type\": \"jsonl\", \"path\": \" \", \"field\": \"a..b\"}", "path", "field");
        refuses("{\"type\": \"json\", \"path\": \"a\", \"field\": \"\"}", "field");
        refuses("{\"type\": \"json\", \"path\": \"a\", \"brokenRecords\": \"ignore\"}", "brokenRecords");
        refuses("{\"type\": \"csv\", \"path\": \"a\", \"delimiter\": \"ab\", \"column\": \"\"}", "delimiter", "column");
        refuses("{\"type\": \"csv\", \"path\": \"a\", \"delimiter\": \"\\\"\"}", "delimiter");
        refuses("{\"type\": \"tsv\", \"path\": \"\", \"header\": false, \"column\": \"text\"}", "path",
                "must be a number from 1 where there is no header");
        refuses("{\"type\": \"filtered\", \"corpus\": " + TEXT + ", \"minCharacters\": 5, \"maxCharacters\": 4}", "maxCharacters");
        refuses("{\"type\": \"filtered\", \"corpus\": " + TEXT + ", \"nearDuplicates\": {\"threshold\": 0, \"shingle\": 0}}",
                "nearDuplicates.threshold", "nearDuplicates.shingle");
        refuses("{\"type\": \"filtered\"}", "corpus");
        refuses("{\"type\": \"mixture\", \"corpora\": []}", "corpora");
        refuses("{\"type\": \"mixture\", \"corpora\": [{\"corpus\": " + TEXT + "}, {\"corpus\": {\"type\": \"text\", \"path\": \"\"}, \"weight\": 0,"
                + " \"maxRepeats\": 0, \"wait\": 1}]}", "corpora[1].corpus.path", "corpora[1].weight", "corpora[1].maxRepeats", "corpora[1].wait");
    }

    @Test
    void theSchemaDescribesTheRecordsOfAList() {
        ObjectNode schema = new SchemaWriter(registry).write(new Given(null), "test");
        JsonNode mixture = StreamSupport.stream(schema.at("/$defs/corpus/oneOf").spliterator(), false)
                .filter(form -> form.at("/properties/type/const").asText().equals("mixture")).findFirst().orElseThrow();
        JsonNode corpora = mixture.at("/properties/corpora");
        JsonNode part = corpora.at("/items");

        assertThat(corpora.at("/type").asText()).isEqualTo("array");
        assertThat(part.at("/type").asText()).isEqualTo("object");
        assertThat(part.at("/properties/corpus/$ref").asText()).isEqualTo("#/$defs/corpus");
        assertThat(part.at("/properties/weight/exclusiveMinimum").asDouble(-1)).isZero();
        assertThat(part.at("/properties/maxRepeats/default").asInt()).isEqualTo(1);
        assertThat(part.at("/required").toString()).isEqualTo("[\"corpus\"]");
        assertThat(part.at("/additionalProperties").asBoolean(true)).isFalse();
    }

    @Test
    void readsTheTinyStories() throws Exception {
        String path = SharedData.file("text/tinystories/tinystories_sample_2MiB.txt").toString();
        Corpus corpus = corpus("{\"type\": \"text\", \"path\": \"" + path + "\", \"documentSeparator\": \"<|endoftext|>\"}");

        List<String> stories = documents(corpus);
        assertThat(stories.size()).isEqualTo(2317); // 2,316 separators, and a story behind the last that is cut
        assertThat(stories.stream().filter(story -> !story.equals(story.strip()) || story.contains("<|endoftext|>"))).isEmpty();
        assertThat(corpus.leftOut()).isEmpty();
    }

    @Test
    void readsTheMessagesAndFindsTheirDuplicates() throws Exception {
        String path = SharedData.file("classify/sms-spam/SMSSpamCollection.tsv").toString();
        String messages = "{\"type\": \"tsv\", \"path\": \"" + path + "\", \"header\": false, \"column\": \"2\", \"quote\": false}";
        List<String> all = documents(corpus(messages));
        Corpus filtered = corpus("{\"type\": \"filtered\", \"corpus\": " + messages + "}");

        assertThat(all.size()).isEqualTo(5574);
        assertThat(documents(filtered)).isEqualTo(all.stream().distinct().toList());
        assertThat(filtered.leftOut()).isEqualTo(Map.of("exact duplicates", all.size() - all.stream().distinct().count()));
    }

    @Test
    void readsTheInstructionsAndTheSentences() throws Exception {
        String instructions = SharedData.file("instruct/rasbt/instruction-data.json").toString();
        String sentences = SharedData.file("eval/hellaswag/hellaswag_val_1000.jsonl").toString();

        assertThat(documents(corpus("{\"type\": \"json\", \"path\": \"" + instructions + "\", \"field\": \"output\"}"))).hasSize(1100)
                .first().isEqualTo("The spelling of the given phrase \"freind\" is incorrect, the correct spelling is \"friend\".");
        assertThat(documents(corpus("{\"type\": \"jsonl\", \"path\": \"" + sentences + "\", \"field\": \"ctx\"}"))).hasSize(1000)
                .first().asString().startsWith("Pole vault is a sport");
    }

    private void refuses(String json, String... named) {
        assertThatThrownBy(() -> corpus(json)).as(json).isInstanceOf(UserError.class).hasMessageContainingAll(named);
    }

    private Corpus corpus(String json) throws Exception {
        Choice<Corpus> choice = new ConfigReader(registry).readChoice(Json.mapper().readTree(json), Corpus.class, "test");
        return registry.make(choice, registry.context());
    }

    private static List<String> documents(Corpus corpus) {
        try (Stream<String> documents = corpus.documents()) {
            return documents.toList();
        }
    }

    /** A config with a corpus. */
    private record Given(@Setting("a corpus") Choice<Corpus> corpus) {}
}
