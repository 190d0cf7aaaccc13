package org.stagelm.core.json;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;

class JsonTest {

    @TempDir
    private Path folder;

    @Test
    void malformedJsonIsNamedWithLineAndColumn() throws Exception {
        Path file = Files.writeString(folder.resolve("c.json"), "{\"a\": 1,\n \"b\": }");
        assertThatThrownBy(() -> Json.read(file)).isInstanceOf(UserError.class).hasMessageContaining("c.json, line 2, column");
    }

    @Test
    void theReasonHasNoPlaceOfTheParsersOwn() throws Exception {
        Path open = Files.writeString(folder.resolve("open.json"), "{\"a\": {\"b\": 1}");
        assertThatThrownBy(() -> Json.read(open)).hasMessage(
                open + ", line 1, column 15: not valid JSON: Unexpected end-of-input: expected close marker for Object");
        Path mixed = Files.writeString(folder.resolve("mixed.json"), "{\"a\": 1]");
        assertThatThrownBy(() -> Json.read(mixed)).hasMessageEndingWith("not valid JSON: Unexpected close marker ']': expected '}'");
    }

    @Test
    void aKeyGivenTwiceOrTextBehindTheEndIsRefused() throws Exception {
        Path twice = Files.writeString(folder.resolve("twice.json"), "{\"a\": 1, \"a\": 2}");
        assertThatThrownBy(() -> Json.read(twice)).isInstanceOf(UserError.class).hasMessageContaining("'a'");
        Path behind = Files.writeString(folder.resolve("behind.json"), "{\"a\": 1} x");
        assertThatThrownBy(() -> Json.read(behind)).isInstanceOf(UserError.class);
    }

    @Test
    void missingEmptyAndFolderAreNamed() throws Exception {
        assertThatThrownBy(() -> Json.read(folder.resolve("no.json"))).isInstanceOf(UserError.class).hasMessageContaining("no.json does not exist");
        Path empty = Files.writeString(folder.resolve("empty.json"), "");
        assertThatThrownBy(() -> Json.read(empty)).isInstanceOf(UserError.class).hasMessageContaining("is empty");
        assertThatThrownBy(() -> Json.read(folder)).isInstanceOf(UserError.class).hasMessageContaining("is a folder");
    }
}
