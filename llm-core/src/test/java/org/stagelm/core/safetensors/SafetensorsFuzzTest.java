package org.stagelm.core.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.core.safetensors.SafetensorsWriter.Entry;

class SafetensorsFuzzTest {

    private static final int FILES = 3_000;
    private static final byte[] LIKELY = "{}[]\",:-0123456789eF32B16I. \u0000".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    private Path folder;

    @Test
    void aDamagedFileGivesAUserErrorOrASoundRead() throws IOException {
        Path file = folder.resolve("sound.safetensors");
        SafetensorsWriter.write(file, Map.of("format", "pt"), List.of(
                new Entry("a.weight", new long[] {2, 3}, () -> new float[6]),
                new Entry("b", new long[] {4}, () -> new float[4]),
                new Entry("none", new long[] {0}, () -> new float[0])));
        byte[] sound = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(11);
        Path damaged = folder.resolve("damaged.safetensors");
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            Files.write(damaged, damage(sound, random));
            try (SafetensorsFile read = SafetensorsFile.open(damaged)) {
                for (String name : read.names()) {
                    readAll(read, name);
                }
            } catch (UserError e) {
                refused++;
                assertThat(e.getMessage()).contains("damaged.safetensors");
            }
        }
        // Most bytes are header and most changes break it; were nothing refused, the damage would not reach the checks.
        assertThat(refused).isBetween(FILES / 2, FILES - 1);
    }

    private static void readAll(SafetensorsFile file, String name) {
        int count = file.elements(name) > 100 ? -1 : (int) file.elements(name);
        assertThat(count).as("no more elements than the file has bytes").isNotNegative();
        try {
            assertThat(file.floats(name)).hasSize(count);
        } catch (UserError e) {
            assertThat(file.integers(name)).hasSize(count);
        }
    }

    private static byte[] damage(byte[] sound, SplittableRandom random) {
        byte[] bytes = sound.clone();
        switch (random.nextInt(4)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 16)); // cut off, or zeros behind
            case 1 -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, random.nextLong() >>> random.nextInt(64));
            default -> {
                for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                    bytes[random.nextInt(bytes.length)] = random.nextBoolean() ? (byte) random.nextInt() : LIKELY[random.nextInt(LIKELY.length)];
                }
            }
        }
        return bytes;
    }
}
