package org.stagelm.tokenizers.sentencepiece;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a {@code tokenizer.model} says.
 *
 * @param pieces by id; no two are spelled alike, and one is of the type {@code UNKNOWN}
 */
record SentencePieceModel(List<Piece> pieces, TrainerSpec trainer, NormalizerSpec normalizer) {

    SentencePieceModel {
        pieces = List.copyOf(pieces);
    }

    int unknown() {
        return ids(Piece.Type.UNKNOWN)[0];
    }

    OptionalInt beginOfText() {
        return control(trainer.bosPiece());
    }

    OptionalInt endOfText() {
        return control(trainer.eosPiece());
    }

    private OptionalInt control(String text) {
        return IntStream.of(ids(Piece.Type.CONTROL)).filter(id -> pieces.get(id).text().equals(text)).findFirst();
    }

    /** The ids of all pieces of a type. */
    int[] ids(Piece.Type type) {
        return IntStream.range(0, pieces.size()).filter(id -> pieces.get(id).type() == type).toArray();
    }

    /** Spelling to id. */
    Map<String, Integer> vocabulary() {
        Map<String, Integer> vocabulary = new HashMap<>();
        pieces.forEach(piece -> vocabulary.put(piece.text(), vocabulary.size()));
        return vocabulary;
    }
}
