package org.stagelm.tokenizers.corpus.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Corpus;
import org.stagelm.tokenizers.PlainContext;
import org.stagelm.tokenizers.corpus.file.InvalidUtf8;
import org.stagelm.tokenizers.corpus.file.TextReader;

class BrokenRecordsTest {

    private static final int LIMIT = 100;
    private static final String LONG = "x".repeat(1_000_000);

    @TempDir
    private Path folder;

    @Test
    void aBrokenLineIsNamedByFileAndLineOrSkippedAndCounted() throws Exception {
        String text = "{\"text\": \"one\"}\r\n%s\n{\"text\": \"two\"}\n";
        for (String[] each : new String[][] {{"{\"text\": \"x\"", "not valid JSON"}, {"{\"text\": 1}", "the field \"text\" is a number, not text"},
                {"[1, 2]", "the record is a list, not an object"}, {"{\"title\": 1}", "has no field \"text\"; there are title"},
                {"\"a\" \"b\"", "has more than one value"}, {"{\"text\": \"a\", \"text\": \"b\"}", "Duplicate"}, {"42", "the record is a number"},
                {"[".repeat(2000), "more than can be read: Document nesting depth (1001) exceeds the maximum allowed (1000)"}}) {
            write("a.jsonl", text.formatted(each[0]));

            assertThatThrownBy(() -> documents(lines(BrokenRecords.ERROR, InvalidUtf8.ERROR))).isInstanceOf(UserError.class)
                    .hasMessageContaining("a.jsonl, line 2: ").hasMessageContaining(each[1]).hasMessageContaining("corpus.brokenRecords")
                    .hasMessageNotContaining("Source");
            Corpus skipping = lines(BrokenRecords.SKIP, InvalidUtf8.ERROR);
            assertThat(documents(skipping)).as(each[0]).containsExactly("one", "two");
            assertThat(skipping.leftOut()).isEqualTo(Map.of("broken records", 1L));
        }
    }

    @Test
    void aMissingNestedFieldNamesThoseThereAre() throws Exception {
        write("a.jsonl", "{\"meta\": {\"title\": \"x\"}}\n");
        assertThatThrownBy(() -> documents(lines("meta.text"))).hasMessageContaining("line 1: has no field \"meta.text\"; there are title");

        write("a.jsonl", "{\"meta\": \"x\"}\n");
        assertThatThrownBy(() -> documents(lines("meta.text"))).hasMessageContaining("line 1: the field \"meta\" is a text, not an object");
    }

    @Test
    void nullAndBlankTextsAreLeftOutAsEmpty() throws Exception {
        write("a.jsonl", "{\"text\": null}\n{\"text\": \" \\n\"}\n{\"text\": \"one\"}");
        Corpus corpus = lines(BrokenRecords.ERROR, InvalidUtf8.ERROR);

        assertThat(documents(corpus)).containsExactly("one");
        assertThat(corpus.leftOut()).isEqualTo(Map.of("empty documents", 2L));
    }

    @Test
    void badBytesAndHalvesOfSurrogatePairsAreAnErrorReplacedOrSkipped() throws Exception {
        byte[] bytes = "{\"text\": \"one\"}\n{\"text\": \"a#b\"}\n{\"text\": \"two\"}\n".getBytes();
        bytes[new String(bytes).indexOf('#')] = (byte) 0xFF;
        Files.write(folder.resolve("a.jsonl"), bytes);
        assertThatThrownBy(() -> documents(lines(BrokenRecords.ERROR, InvalidUtf8.ERROR))).isInstanceOf(UserError.class)
                .hasMessageContaining("a.jsonl is not UTF-8: the byte 0xFF at offset 27");
        checkReplacedAndSkipped();

        write("a.jsonl", "{\"text\": \"one\"}\n{\"text\": \"a\\ud800b\"}\n{\"text\": \"two\"}\n");
        assertThatThrownBy(() -> documents(lines(BrokenRecords.ERROR, InvalidUtf8.ERROR))).isInstanceOf(UserError.class)
                .hasMessageContaining("a.jsonl, line 2: the text has half of a surrogate pair");
        checkReplacedAndSkipped();
    }

    private void checkReplacedAndSkipped() {
        assertThat(documents(lines(BrokenRecords.ERROR, InvalidUtf8.REPLACE))).containsExactly("one", "a\uFFFDb", "two");
        Corpus skipping = lines(BrokenRecords.ERROR, InvalidUtf8.SKIP);
        assertThat(documents(skipping)).containsExactly("one", "two");
        assertThat(skipping.leftOut()).isEqualTo(Map.of("documents that are not UTF-8", 1L));
    }

    @Test
    void anArrayMayBeEmptyAndMustBeOne() throws Exception {
        for (String empty : List.of("[]", " [ ] \n", " \n")) {
            write("a.json", empty);
            assertThat(documents(array())).as(empty).isEmpty();
        }
        write("a.json", "{\"text\": \"one\"}");
        assertThatThrownBy(() -> documents(array())).isInstanceOf(UserError.class)
                .hasMessageContaining("a.json begins with an object; a list is needed").hasMessageContaining("\"jsonl\"");
        write("a.json", "[\"one\",\n\"two\"] []");
        assertThatThrownBy(() -> documents(array())).hasMessageContaining("a.json, line 2: there is more behind the end of the list");
        write("a.json", "[\"one\",\n\"two\"");
        assertThatThrownBy(() -> documents(array())).isInstanceOf(UserError.class).hasMessageContaining("a.json, line 2, column 6: not valid JSON");
        write("a.json", "[".repeat(2000));
        assertThatThrownBy(() -> documents(array())).isInstanceOf(UserError.class).hasMessageContaining("a.json, line 1: more than can be read");
        write("a.json", "[\"one\",\n{\"title\": \"two\"}]");
        assertThatThrownBy(() -> documents(array())).hasMessageContaining("a.json, line 2: has no field \"text\"; there are title");
    }

    @Test
    void whatIsLongerThanAllowedIsRefused() throws Exception {
        write("a.jsonl", "{\"text\": \"one\"}\n{\"text\": \"" + LONG + "\"}\n");
        try (JsonLines lines = new JsonLines(in("a.jsonl"), new JsonField("text"), LIMIT)) {
            assertThat(lines.read()).contains(Entry.of("one"));
            assertThatThrownBy(lines::read).isInstanceOf(UserError.class).hasMessageContaining("a.jsonl: line 2 is longer than 100 characters");
        }

        write("a.json", "[{\"text\": \"one\"},\n {\"other\": \"" + LONG + "\", \"text\": \"two\"},\n {\"text\": \"" + LONG + "\"}]");
        try (JsonArray array = new JsonArray(in("a.json"), new JsonField("text"), LIMIT)) {
            assertThat(array.read()).contains(Entry.of("one"));
            assertThat(array.read()).as("what is not the text is passed over at any length").contains(Entry.of("two"));
            assertThatThrownBy(array::read).isInstanceOf(UserError.class)
                    .hasMessageContaining("a.json: the text in line 3 is longer than 100 characters");
        }

        write("a.csv", "one,two\n\"" + LONG + "\n");
        try (DelimitedRows rows = new DelimitedRows(in("a.csv"), ',', true, LIMIT)) {
            assertThat(rows.read().orElseThrow().fields()).containsExactly("one", "two");
            assertThatThrownBy(rows::read).isInstanceOf(UserError.class)
                    .hasMessageContaining("a.csv: the row that begins in line 2 is longer than 100 characters. Is a quote in it not closed?");
        }
    }

    @Test
    void tablesNameTheRowThatIsBroken() throws Exception {
        write("a.csv", "id,text\n1,one\n2\n3,\"three\" 3\n4,four\n");
        assertThatThrownBy(() -> documents(table("text", BrokenRecords.ERROR))).isInstanceOf(UserError.class)
                .hasMessageContaining("a.csv, line 3: the row has 1 columns, the first row has 2");
        Corpus skipping = table("text", BrokenRecords.SKIP);
        assertThat(documents(skipping)).containsExactly("one", "four");
        assertThat(skipping.leftOut()).isEqualTo(Map.of("broken records", 2L));
        assertThat(documents(table("2", BrokenRecords.SKIP))).containsExactly("one", "four");
        assertThatThrownBy(() -> documents(table("body", BrokenRecords.SKIP))).isInstanceOf(UserError.class)
                .hasMessageContaining("a.csv, line 1: there is no column body (corpus.column); there are id, text.");
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    private TextReader in(String name) {
        return new TextReader(folder.resolve(name), InvalidUtf8.ERROR);
    }

    private Corpus lines(String field) {
        return new JsonLinesCorpusComponent().create(new JsonCorpusSettings(folder + "/a.jsonl", 0.1, field, BrokenRecords.ERROR, InvalidUtf8.ERROR),
                new PlainContext());
    }

    private Corpus lines(BrokenRecords broken, InvalidUtf8 invalid) {
        return new JsonLinesCorpusComponent().create(new JsonCorpusSettings(folder + "/a.jsonl", 0.1, "text", broken, invalid), new PlainContext());
    }

    private Corpus array() {
        return new JsonCorpusComponent().create(new JsonCorpusSettings(folder + "/a.json", 0.1, "text", BrokenRecords.ERROR, InvalidUtf8.ERROR),
                new PlainContext());
    }

    private Corpus table(String column, BrokenRecords broken) {
        return new CsvCorpusComponent().create(
                new DelimitedCorpusSettings(folder + "/a.csv", 0.1, column, true, ",", true, broken, InvalidUtf8.ERROR), new PlainContext());
    }

    private static List<String> documents(Corpus corpus) {
        try (Stream<String> documents = corpus.documents()) {
            return documents.toList();
        }
    }
}
