package org.stagelm.tokenizers.corpus.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Corpus;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.json.Json;
import org.stagelm.core.registry.Registry;

class RecordCorporaTest {

    @TempDir
    private Path folder;

    private final Registry registry = Registry.load();

    @Test
    void readsAFieldOfJsonLinesAndNamesWhatIsBroken() throws Exception {
        write("a.jsonl", "{\"meta\": {\"text\": \"one\"}}\n\n{\"meta\": {\"text\": \" \"}}\n{\"meta\": {\"other\": 1, \"text\": \"two\"}}");
        assertThat(read("a.jsonl", "jsonl", ", \"field\": \"meta.text\"")).containsExactly("one", "two");

        write("b.jsonl", "{\"text\": \"one\"}\n{\"title\": 1, \"body\": 2}\n{\"text\": \n");
        assertThatThrownBy(() -> read("b.jsonl", "jsonl", "")).isInstanceOf(UserError.class)
                .hasMessageContaining("b.jsonl, line 2: has no field \"text\"; there are title, body");
        assertThat(read("b.jsonl", "jsonl", ", \"brokenRecords\": \"skip\"")).containsExactly("one");
    }

    @Test
    void readsArraysAndTables() throws Exception {
        write("a.json", "[\"one\", {\"text\": \"two\"}]");
        write("a.csv", "id,text\r\n1,\"a, \"\"b\"\"\nc\"\r\n2,d\r\n");
        write("open.csv", "text\none\n\"two\n");
        write("a.tsv", "ham\tsay \"hi\nspam\t\"win\n");

        assertThat(read("a.json", "json", "")).containsExactly("one", "two");
        assertThat(read("a.csv", "csv", "")).containsExactly("a, \"b\"\nc", "d");
        assertThatThrownBy(() -> read("open.csv", "csv", "")).hasMessageContaining("open.csv, line 3: the quote that opens here is not closed");
        assertThat(read("a.tsv", "tsv", ", \"header\": false, \"column\": \"2\", \"quote\": false")).containsExactly("say \"hi", "\"win");
    }

    @Test
    void unpacksGzipAndNamesOneThatIsCutShort() throws Exception {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.txt.gz")))) {
            out.write("one two three".repeat(1000).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(folder.resolve("a.txt.gz"));
        Files.write(folder.resolve("cut.txt.gz"), Arrays.copyOf(whole, whole.length - 12));

        assertThat(read("a.txt.gz", "text", "")).containsExactly("one two three".repeat(1000));
        assertThatThrownBy(() -> read("cut.txt.gz", "text", "")).isInstanceOf(UserError.class).hasMessageContaining("cut.txt.gz is cut short");
    }

    @Test
    void mixesAndFilters() throws Exception {
        write("a.txt", "aa|ab|ac|ad|aa");
        write("b.txt", "bb|bc");
        String a = "{\"type\": \"text\", \"documentSeparator\": \"|\", \"path\": \"" + folder.resolve("a.txt") + "\"}";
        String b = a.replace("a.txt", "b.txt");

        assertThat(documents("{\"type\": \"filtered\", \"corpus\": " + a + "}")).containsExactly("aa", "ab", "ac", "ad");
        assertThat(documents("{\"type\": \"mixture\", \"corpora\": [{\"corpus\": " + a + ", \"weight\": 2}, {\"corpus\": " + b + "}]}"))
                .containsExactly("aa", "bb", "ab", "ac", "bc", "ad", "aa");
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    private List<String> read(String name, String type, String more) throws Exception {
        return documents("{\"type\": \"" + type + "\", \"path\": \"" + folder.resolve(name) + "\"" + more + "}");
    }

    private List<String> documents(String json) throws Exception {
        Corpus corpus = registry.make(new ConfigReader(registry).readChoice(Json.mapper().readTree(json), Corpus.class, "test"), registry.context());
        try (Stream<String> documents = corpus.documents()) {
            return documents.toList();
        }
    }
}
