package org.stagelm.tokenizers.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.Trained;

class TokenShardTest {

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void names() {
        file = folder.resolve("train.tokens");
    }

    /** At the border between two and four bytes for an id. */
    @ParameterizedTest
    @ValueSource(ints = {300, 65_536, 65_537})
    void givesBackWhatWasWritten(int vocabulary) {
        int[] ids = new Random(1).ints(10_001, 0, vocabulary).toArray();
        ids[5_000] = vocabulary - 1;
        write(vocabulary, Arrays.copyOf(ids, 4_000), new int[0], Arrays.copyOfRange(ids, 4_000, ids.length));

        TokenShard whole = TokenShard.open(file);
        TokenShard inSegments = TokenShard.open(file, 8); // 256 bytes each, so that copies cross many borders

        for (TokenShard shard : new TokenShard[] {whole, inSegments}) {
            shard.verify();
            assertThat(shard.length()).isEqualTo(10_001);
            assertThat(shard.vocabularySize()).isEqualTo(vocabulary);
            assertThat(shard.documents()).isEqualTo(3);
            assertThat(IntStream.range(0, 3).mapToLong(shard::documentStart)).containsExactly(0L, 4_000L, 4_000L);
            int[] read = new int[10_005];
            shard.copy(0, read, 2, 10_001);
            assertThat(Arrays.copyOfRange(read, 2, 10_003)).isEqualTo(ids);
            int[] part = new int[777];
            shard.copy(3_333, part, 0, 777);
            assertThat(part).isEqualTo(Arrays.copyOfRange(ids, 3_333, 3_333 + 777));
        }
        assertThat(file).hasSize(128 + (10_001 * (vocabulary > 65_536 ? 4 : 2) + 7) / 8 * 8 + 3 * 8);
    }

    @Test
    void readingOutsideIsAnIndexError() {
        write(300, new int[] {1, 2, 3});
        TokenShard shard = TokenShard.open(file);

        assertThatThrownBy(() -> shard.copy(2, new int[5], 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> shard.copy(-1, new int[5], 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> shard.copy(0, new int[2], 0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> shard.documentStart(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void knowsTheTokenizerItWasMadeBy() {
        Tokenizer tokenizer = Trained.character("abc");
        TokenShardWriter.write(file, tokenizer, () -> "test", writer -> writer.document(new int[] {1}));

        assertThat(TokenShard.open(file).madeBy(tokenizer)).isTrue();
        assertThat(TokenShard.open(file).madeBy(Trained.character("abd"))).isFalse();
    }

    @Test
    void anIdBeyondTheVocabularyIsNotWritten() {
        assertThatThrownBy(() -> write(300, new int[] {300})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> write(300, new int[] {-1})).isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileCutOffAnywhereIsAUserError() throws Exception {
        write(300, new int[] {1, 2, 3, 4, 5});
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> TokenShard.open(file)).as(length + " bytes").isInstanceOf(UserError.class).hasMessageContaining("train.tokens");
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> TokenShard.open(file)).isInstanceOf(UserError.class).hasMessageContaining("but has");
    }

    /** A bit anywhere: the header's checksum, or the one of the content, finds it. */
    @Test
    void aFlippedBitIsFound() throws Exception {
        write(300, new int[] {1, 2, 3, 4, 5});
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length * 8; i++) {
            byte[] flipped = whole.clone();
            flipped[i / 8] ^= (byte) (1 << i % 8);
            Files.write(file, flipped);
            assertThatThrownBy(() -> TokenShard.open(file).verify()).as("bit " + i).isInstanceOf(UserError.class)
                    .hasMessageContaining("train.tokens");
        }
    }

    /** Headers that lie with a checksum that fits: whoever wrote them meant it. */
    @Test
    void aLyingHeaderIsAUserError() throws Exception {
        write(300, new int[] {1, 2, 3, 4, 5});
        byte[] good = Files.readAllBytes(file);

        assertRefused(good, 0, 0x4E454B4F54L, "SLMTOKEN");
        assertRefused(good, 8, 2L | 2L << 32, "version is 2");
        assertRefused(good, 8, 1L | 4L << 32, "ids of 4 bytes for a vocabulary of 300");
        assertRefused(good, 8, 1L, "ids of 0 bytes");
        assertRefused(good, 16, 0L, "vocabulary of 0");
        assertRefused(good, 16, 0xFFFFFFFFL, "vocabulary of -1");
        assertRefused(good, 24, 6L << 30, "claims 6442450944 tokens");
        assertRefused(good, 24, -1, "claims -1 tokens");
        assertRefused(good, 24, Long.MAX_VALUE, "claims 9223372036854775807 tokens");
        assertRefused(good, 32, 1L << 60, "1152921504606846976 documents");
        assertRefused(good, 32, -5, "-5 documents");
    }

    private void assertRefused(byte[] good, int at, long value, String message) throws IOException {
        byte[] bad = good.clone();
        ByteBuffer bytes = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(at, value);
        CRC32C crc = new CRC32C();
        crc.update(bad, 0, 120);
        bytes.putLong(120, crc.getValue());
        Files.write(file, bad);

        assertThatThrownBy(() -> TokenShard.open(file)).isInstanceOf(UserError.class).hasMessageContaining("train.tokens")
                .hasMessageContaining(message);
    }

    @Test
    void aMissingFileOrAFolderIsAUserError() {
        assertThatThrownBy(() -> TokenShard.open(file)).isInstanceOf(UserError.class).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> TokenShard.open(folder)).isInstanceOf(UserError.class).hasMessageContaining("cannot be read");
    }

    private void write(int vocabulary, int[]... documents) {
        TokenShardWriter.write(file, new SizedTokenizer(vocabulary), () -> "test", writer -> {
            for (int[] document : documents) {
                writer.document(document);
            }
        });
    }
}
