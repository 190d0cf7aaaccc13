package org.stagelm.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.Corpus;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.registry.Registry;

/** The texts that tokenizers are measured on, by name. Spellings of the end of a text are left out: not every side takes them as plain text. */
final class BenchTexts {

    static final String END_OF_TEXT = "<|endoftext|>";

    private static final int MEGABYTE = 1_000_000;
    private static final String STORIES = "text/tinystories/tinystories_sample_2MiB.txt";
    private static final Map<String, String> SHARED = Map.of("tinystories", STORIES, "tinyshakespeare", "text/tinyshakespeare/input.txt");

    private BenchTexts() {}

    /**
     * Texts of people, each at most a megabyte.
     *
     * @param files what to take; none: what is in {@code shared/data} beside the project, else definitions of WordNet
     */
    static Map<String, String> written(List<Path> files) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString().replaceAll("[^A-Za-z0-9.]+", "-");
            texts.put(texts.containsKey(name) ? name + "-" + texts.size() : name, read(file));
        }
        if (files.isEmpty()) {
            SHARED.keySet().stream().sorted().forEach(name -> shared(SHARED.get(name)).ifPresent(file -> texts.put(name, read(file))));
        }
        if (texts.isEmpty()) {
            texts.put("wordnet", wordnet(MEGABYTE));
        }
        texts.replaceAll((name, text) -> beginning(text.replace(END_OF_TEXT, "")));
        return texts;
    }

    /** A megabyte of each of what encoders may be quadratic in. */
    static Map<String, String> adversarial() {
        byte[] random = new byte[MEGABYTE / 4 * 3];
        new Random(7).nextBytes(random);
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("one-letter", "a".repeat(MEGABYTE));
        texts.put("spaces", " ".repeat(MEGABYTE));
        texts.put("emoji", "😀".repeat(MEGABYTE / 4));
        texts.put("base64", Base64.getEncoder().encodeToString(random));
        return texts;
    }

    /** What training is measured on, documents apart by {@link #END_OF_TEXT}. */
    static String forTraining(List<Path> files) {
        Optional<Path> file = files.stream().findFirst().or(() -> shared(STORIES));
        return file.map(BenchTexts::read).orElseGet(() -> wordnet(2 * MEGABYTE));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError("--text " + file + " does not exist, or is not UTF-8 text", e);
        }
    }

    private static String wordnet(int characters) {
        Registry registry = Registry.load();
        Corpus corpus = registry.make(new ConfigReader(registry).complete(Choice.<Corpus>of("wordnet"), Corpus.class), registry.context());
        StringBuilder text = new StringBuilder();
        try (Stream<String> documents = corpus.documents()) {
            for (Iterator<String> each = documents.iterator(); each.hasNext() && text.length() < characters;) {
                text.append(each.next()).append(END_OF_TEXT);
            }
        }
        return text.toString();
    }

    /** The first megabyte, cut before a line. */
    private static String beginning(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MEGABYTE) {
            return text;
        }
        int end = MEGABYTE;
        while (end > 0 && bytes[end] != '\n') {
            end--;
        }
        return end == 0 ? text.substring(0, text.offsetByCodePoints(0, MEGABYTE / 4)) : new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static Optional<Path> shared(String path) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("shared/data").resolve(path);
            if (Files.exists(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
