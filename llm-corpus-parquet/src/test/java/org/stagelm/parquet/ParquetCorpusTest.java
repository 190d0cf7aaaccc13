package org.stagelm.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stagelm.api.UserError;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.CorpusComponent;
import org.stagelm.testkit.architecture.ModuleRules;
import org.stagelm.tokenizers.corpus.file.DocumentCheck;
import org.stagelm.tokenizers.corpus.file.InvalidUtf8;
import org.stagelm.tokenizers.corpus.file.Tally;

class ParquetCorpusTest {

    private static final MessageType TABLE = MessageTypeParser.parseMessageType("message table {"
            + " optional binary text (STRING); optional binary plain; required int32 number;"
            + " optional group meta { optional group inner { optional binary text (STRING); } }"
            + " repeated binary words (STRING); }");

    @TempDir
    private Path folder;

    @Test
    void isAComponentAndUsesTheLibraryAndTheCorporaOnly() {
        assertThat(ServiceLoader.load(CorpusComponent.class).stream().map(ServiceLoader.Provider::type).toList())
                .contains(ParquetCorpusComponent.class);
        ModuleRules.checkDependencies("org.stagelm.parquet", "org.stagelm.tokenizers.corpus.file..", "org.apache.parquet..", "io.airlift.compress..");
    }

    /** What another library has written, see arrow/README.md. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "lz4", "delta"})
    void readsWhatArrowWrites(String name) throws Exception {
        Path file = Path.of(getClass().getResource("/arrow/" + name + ".parquet").toURI());
        Corpus corpus = corpus(file.toString(), "text", InvalidUtf8.ERROR);

        assertThat(read(corpus)).containsExactly("one", "two words", "été 中 😀", "two words", "aaaaaaaaaa".repeat(40));
        assertThat(corpus.leftOut()).isEqualTo(Map.of("empty documents", 1L));
        assertThat(read(corpus(file.toString(), "meta.text", InvalidUtf8.ERROR))).containsExactly("m0", "m1", "m2", "m3", "m4", "m5");
        assertThatThrownBy(() -> read(corpus(file.toString(), "meta.tags", InvalidUtf8.ERROR))).isInstanceOf(UserError.class)
                .hasMessageContaining(name + ".parquet has no column meta.tags (corpus.column);"
                        + " there are id, text, meta.text, meta.tags.list.element.");
    }

    @Test
    void namesAPackingThatCannotBeRead() throws Exception {
        Path file = Path.of(getClass().getResource("/arrow/brotli.parquet").toURI());

        assertThatThrownBy(() -> read(corpus(file.toString(), "text", InvalidUtf8.ERROR))).isInstanceOf(UserError.class)
                .hasMessageContaining("the column text is packed with BROTLI; what can be read is");
    }

    @Test
    void streamsRowGroupsAndFilesInTheirOrder() throws Exception {
        List<Binary> texts = IntStream.range(0, 5000).mapToObj(i -> Binary.fromString("text " + i)).toList();
        write("a.parquet", texts);
        write("b/c.parquet", List.of(Binary.fromString("last")));

        List<String> expected = new ArrayList<>(texts.stream().map(Binary::toStringUsingUTF8).toList());
        expected.add("last");
        assertThat(read("**/*.parquet", "text")).isEqualTo(expected);
        assertThat(read("**/*.parquet", "plain")).isEqualTo(expected);
        assertThat(read("**/*.parquet", "meta.inner.text")).isEqualTo(expected);
    }

    @Test
    void whatIsNotUtf8IsAnErrorReplacedOrSkipped() throws Exception {
        write("a.parquet", List.of(Binary.fromString("one"), Binary.fromConstantByteArray(new byte[] {'a', (byte) 0xFF}), Binary.fromString("two")));
        String path = folder.resolve("a.parquet").toString();

        assertThatThrownBy(() -> read(corpus(path, "plain", InvalidUtf8.ERROR))).isInstanceOf(UserError.class)
                .hasMessageContaining("a.parquet, row 2: the text is not UTF-8");
        assertThat(read(corpus(path, "plain", InvalidUtf8.REPLACE))).containsExactly("one", "a\uFFFD", "two");
        Corpus skipping = corpus(path, "plain", InvalidUtf8.SKIP);
        assertThat(read(skipping)).containsExactly("one", "two");
        assertThat(skipping.leftOut()).isEqualTo(Map.of("documents that are not UTF-8", 1L));
    }

    @Test
    void aColumnThatIsNotOneTextPerRowIsNamed() throws Exception {
        write("a.parquet", List.of(Binary.fromString("one")));

        assertThatThrownBy(() -> read("a.parquet", "body")).isInstanceOf(UserError.class)
                .hasMessageContaining("a.parquet has no column body (corpus.column); there are text, plain, number, meta.inner.text, words.");
        assertThatThrownBy(() -> read("a.parquet", "number")).isInstanceOf(UserError.class)
                .hasMessageContaining("the column number (corpus.column) holds INT32, not text");
        assertThatThrownBy(() -> read("a.parquet", "words")).isInstanceOf(UserError.class)
                .hasMessageContaining("the column words (corpus.column) holds lists");
    }

    @Test
    void aFileThatIsNoneCutShortOrDamagedIsNamed() throws Exception {
        write("a.parquet", List.of(Binary.fromString("one".repeat(100))));
        byte[] whole = Files.readAllBytes(folder.resolve("a.parquet"));
        Files.writeString(folder.resolve("README.md"), "no table");
        Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, whole.length - 10));
        byte[] damaged = whole.clone();
        damaged[40] ^= 1;
        Files.write(folder.resolve("damaged.parquet"), damaged);
        byte[] footless = whole.clone();
        Arrays.fill(footless, whole.length - 200, whole.length - 8, (byte) 0x7F);
        Files.write(folder.resolve("footless.parquet"), footless);

        assertThatThrownBy(() -> read("README.md", "text")).isInstanceOf(UserError.class).hasMessageContaining("README.md is no Parquet file");
        assertThatThrownBy(() -> read("cut.parquet", "text")).isInstanceOf(UserError.class).hasMessageContaining("cut.parquet is cut short");
        assertThatThrownBy(() -> read("damaged.parquet", "text")).isInstanceOf(UserError.class).hasMessageContaining("damaged.parquet is damaged");
        assertThatThrownBy(() -> read("footless.parquet", "text")).isInstanceOf(UserError.class).hasMessageContaining("footless.parquet is damaged");
    }

    @Test
    void aTextLongerThanAllowedIsNamed() throws Exception {
        write("a.parquet", List.of(Binary.fromString("four"), Binary.fromString("fives")));
        try (ParquetDocuments documents = new ParquetDocuments(ParquetFile.open(folder.resolve("a.parquet"), "text"), InvalidUtf8.ERROR,
                new DocumentCheck(InvalidUtf8.ERROR, new Tally()), 4)) {

            assertThat(documents.read()).contains("four");
            assertThatThrownBy(documents::read).isInstanceOf(UserError.class).hasMessageContaining("a.parquet: row 2 is longer than 4 characters");
        }
    }

    @Test
    void settingsThatMeanNothingAreReported() {
        List<String> faults = new ArrayList<>();

        for (String column : List.of("", "a..b", ".a", "meta.text")) {
            String path = column.isEmpty() ? " " : "a.parquet";
            new ParquetCorpusComponent().check(new ParquetCorpusComponent.Settings(path, 0.1, column, InvalidUtf8.ERROR), null,
                    (key, message) -> faults.add(key + " " + column));
        }

        assertThat(faults).containsExactly("path ", "column ", "column a..b", "column .a");
    }

    /** Row groups of 1000 rows. */
    private void write(String name, List<Binary> texts) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        SimpleGroupFactory rows = new SimpleGroupFactory(TABLE);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file)).withType(TABLE)
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED).withRowGroupRowCountLimit(1000).build()) {
            for (Binary text : texts) {
                Group row = rows.newGroup().append("text", text).append("plain", text).append("number", 1);
                row.addGroup("meta").addGroup("inner").append("text", text);
                writer.write(row.append("words", "a").append("words", "b"));
            }
        }
    }

    private List<String> read(String path, String column) {
        return read(corpus(folder + "/" + path, column, InvalidUtf8.ERROR));
    }

    private static List<String> read(Corpus corpus) {
        try (Stream<String> documents = corpus.documents()) {
            return documents.toList();
        }
    }

    private static Corpus corpus(String path, String column, InvalidUtf8 invalid) {
        return new ParquetCorpusComponent().create(new ParquetCorpusComponent.Settings(path, 0.1, column, invalid), new PlainContext());
    }

    private record PlainContext() implements BuildContext {

        @Override
        public <T> T make(Choice<T> choice) {
            throw new IllegalStateException("no slots here");
        }

        @Override
        public Path path(String path) {
            return Path.of(path);
        }
    }
}
