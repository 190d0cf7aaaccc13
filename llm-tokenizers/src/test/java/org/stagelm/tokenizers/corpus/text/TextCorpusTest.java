package org.stagelm.tokenizers.corpus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Corpus;
import org.stagelm.tokenizers.PlainContext;
import org.stagelm.tokenizers.corpus.file.InvalidUtf8;

class TextCorpusTest {

    @TempDir
    private Path folder;

    @Test
    void aFileIsOneDocumentToTheLetter() throws Exception {
        write("a.txt", " one\r\n\r\ntwo \n");

        assertThat(documents("a.txt")).containsExactly(" one\r\n\r\ntwo \n");
    }

    @Test
    void aByteOrderMarkIsNoText() throws Exception {
        write("a.txt", "\uFEFFone");

        assertThat(documents("a.txt")).containsExactly("one");
    }

    @Test
    void aFolderGivesItsFilesInTheOrderOfTheirPaths() throws Exception {
        write("b.txt", "3");
        write("a/z.md", "2");
        write("a/b/c.txt", "1");
        write(".hidden", "hidden");
        write("empty.txt", "");

        assertThat(documents("")).containsExactly("1", "2", "3");
    }

    @Test
    void aPatternPicksFiles() throws Exception {
        write("data/b.txt", "2");
        write("data/a/c.txt", "1");
        write("data/a/c.md", "md");

        assertThat(documents("data/**/*.txt")).containsExactly("1", "2");
        assertThat(documents("data/*.txt")).containsExactly("2");
        assertThat(documents("data/a/c.{txt,md}")).containsExactly("md", "1");
        assertThat(documents("**/c.*")).containsExactly("md", "1");
    }

    @Test
    void aNameWithPatternCharactersIsStillAName() throws Exception {
        write("a[1].txt", "one");

        assertThat(documents("a[1].txt")).containsExactly("one");
    }

    @Test
    void aSeparatorCutsDocumentsAcrossBlocks() throws Exception {
        // Longer than one block of reading, with the separator across its border for some length of the first document.
        for (int length = (1 << 16) - 20; length < (1 << 16) + 5; length++) {
            String first = "é".repeat(length / 2);
            write("a.txt", first + "\n<|endoftext|>\nsecond<|endoftext|> \n<|endoftext|>third\n");

            assertThat(documents("a.txt", "<|endoftext|>", InvalidUtf8.ERROR)).containsExactly(first, "second", "third");
        }
    }

    @Test
    void readsDocumentsAsTheyAreAskedFor() throws Exception {
        write("a.txt", "one|two");
        write("b.txt", "three|\uFFFF");
        Files.write(folder.resolve("c.txt"), new byte[] {(byte) 0xFF});
        try (Stream<String> documents = corpus("", "|", InvalidUtf8.ERROR).documents()) {
            Iterator<String> each = documents.iterator();
            assertThat(each.next()).isEqualTo("one");
            assertThat(each.next()).isEqualTo("two");
            assertThat(each.next()).isEqualTo("three");
            assertThat(each.next()).isEqualTo("\uFFFF");
            assertThatThrownBy(each::next).isInstanceOf(UserError.class).hasMessageContaining("c.txt");
        }
    }

    @Test
    void bytesThatAreNotUtf8AreAnErrorWithFileAndOffset() throws Exception {
        byte[] bytes = ("é".repeat(50_000) + "x").getBytes(StandardCharsets.UTF_8);
        bytes[100_000] = (byte) 0xC3; // begins a character that the file does not end
        Files.write(folder.resolve("a.txt"), bytes);

        assertThatThrownBy(() -> documents("a.txt")).isInstanceOf(UserError.class).hasMessageContaining("a.txt")
                .hasMessageContaining("0xC3 at offset 100000");
        assertThat(documents("a.txt", null, InvalidUtf8.REPLACE)).containsExactly("é".repeat(50_000) + "\uFFFD");
    }

    @Test
    void aPathWithoutTextIsNamed() throws Exception {
        write("empty.txt", "");
        Files.createDirectory(folder.resolve("nothing"));

        assertThatThrownBy(() -> documents("missing.txt")).isInstanceOf(UserError.class).hasMessageContaining("missing.txt does not exist");
        assertThatThrownBy(() -> documents("empty.txt")).isInstanceOf(UserError.class).hasMessageContaining("empty.txt is an empty file");
        assertThatThrownBy(() -> documents("nothing")).isInstanceOf(UserError.class).hasMessageContaining("nothing is an empty folder.");
        write("dots/.hidden", "hidden");
        assertThatThrownBy(() -> documents("dots")).isInstanceOf(UserError.class)
                .hasMessageContaining("dots is a folder without files; hidden ones do not count.");
        assertThatThrownBy(() -> documents("nothing/*")).isInstanceOf(UserError.class)
                .hasMessageContaining("* means no file: the folder " + folder.resolve("nothing") + " is empty.");
        assertThatThrownBy(() -> documents("*.csv")).isInstanceOf(UserError.class).hasMessageContaining("*.csv means no file: the folder " + folder)
                .hasMessageContaining(" has none such.");
        assertThatThrownBy(() -> documents("gone/*.csv")).isInstanceOf(UserError.class).hasMessageContaining("gone of the pattern");
        assertThatThrownBy(() -> documents("[.txt")).isInstanceOf(UserError.class).hasMessageContaining("is not a pattern");
    }

    @Test
    void settingsThatMeanNothingAreReported() {
        TextCorpusComponent component = new TextCorpusComponent();
        List<String> faults = new ArrayList<>();

        component.check(new TextCorpusComponent.Settings(" ", 0.1, Optional.of(""), InvalidUtf8.ERROR), null, (key, message) -> faults.add(key));

        assertThat(faults).containsExactly("path", "documentSeparator");
    }

    private void write(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> documents(String path) {
        return documents(path, null, InvalidUtf8.ERROR);
    }

    private List<String> documents(String path, String separator, InvalidUtf8 invalid) {
        try (Stream<String> documents = corpus(path, separator, invalid).documents()) {
            return documents.toList();
        }
    }

    private Corpus corpus(String path, String separator, InvalidUtf8 invalid) {
        return new TextCorpusComponent().create(new TextCorpusComponent.Settings(folder + "/" + path, 0.1, Optional.ofNullable(separator), invalid),
                new PlainContext());
    }
}
