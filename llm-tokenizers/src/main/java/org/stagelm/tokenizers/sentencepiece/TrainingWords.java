package org.stagelm.tokenizers.sentencepiece;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.tokenizers.learning.LearningInterrupt;
import org.stagelm.tokenizers.learning.SpecialCuts;

/**
 * The different words of a text, normalised, and how often each occurs, as {@code TrainerInterface::LoadSentences}: every line is normalised on its
 * own; pieces that are there before the learning cut it, as does a zero.
 */
final class TrainingWords {

    private static final Pattern LINE_ENDS = Pattern.compile("\n");
    private static final Pattern ZERO = Pattern.compile("\0");
    private static final String BYTE = "<0x";
    private static final char MARK = TextNormalizer.MARK.charAt(0);

    private final TextNormalizer normalizer;
    private final SpecialCuts named;
    private final SpecialCuts all;
    private final PieceRules rules;
    private final Map<String, long[]> words = new LinkedHashMap<>();

    TrainingWords(SentencePieceModel given, PieceRules rules) {
        SentencePieceModel none = new SentencePieceModel(List.of(), given.trainer(), given.normalizer());
        this.normalizer = new TextNormalizer(given.normalizer(), new OwnPieces(none));
        this.named = new SpecialCuts(given.pieces().stream().filter(piece -> piece.type() != Piece.Type.BYTE).map(Piece::text).toList());
        this.all = new SpecialCuts(given.pieces().stream().map(Piece::text).toList());
        this.rules = rules;
    }

    /** @throws CancellationException where the thread is interrupted; the interrupt stays set */
    void count(Stream<String> documents, Progress progress) {
        long[] count = {0};
        try (Progress.Task task = progress.start("counting words", -1, "documents")) {
            documents.sequential().forEach(document -> {
                LINE_ENDS.splitAsStream(document).forEach(this::addLine);
                task.at(++count[0]);
            });
        }
    }

    private void addLine(String line) {
        LearningInterrupt.check();
        String normalized = normalizer.normalize(line).text();
        SpecialCuts cuts = normalized.contains(BYTE) ? all : named;
        cuts.forEachPart(normalized, part -> ZERO.splitAsStream(part).forEach(this::addPart));
    }

    private void addPart(String part) {
        int begin = 0;
        for (int i = 1; i < part.length() && rules.splitByWhitespace(); i++) {
            if (part.charAt(i) == MARK && !(rules.whitespaceOnly() && part.charAt(i - 1) == MARK)) {
                add(part.substring(begin, i));
                begin = i;
            }
        }
        add(part.substring(begin));
    }

    private void add(String word) {
        if (!word.isEmpty()) {
            words.computeIfAbsent(word, none -> new long[1])[0]++;
        }
    }

    /** Each word with its count, in the order in which they were met. */
    Map<String, long[]> words() {
        return words;
    }

    /** Each character and how often it occurs. */
    Map<Integer, Long> characters() {
        Map<Integer, Long> characters = new HashMap<>();
        words.forEach((word, count) -> word.codePoints().forEach(character -> characters.merge(character, count[0], Long::sum)));
        return characters;
    }
}
