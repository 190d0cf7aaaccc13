package org.stagelm.tokenizers.sentencepiece;

/** Writes {@code tokenizer.model}, as {@link ModelFile} reads it. */
final class ModelWriter {

    private ModelWriter() {}

    static byte[] bytes(SentencePieceModel model) {
        WireWriter out = new WireWriter();
        for (Piece piece : model.pieces()) {
            out.message(1, message -> message.text(1, piece.text()).decimal(2, piece.score()).number(3, piece.type().ordinal() + 1));
        }
        TrainerSpec trainer = model.trainer();
        NormalizerSpec normalizer = model.normalizer();
        return out.message(2, message -> message
                        .number(3, trainer.modelType().ordinal() + 1)
                        .number(4, model.pieces().size())
                        .flag(24, trainer.treatWhitespaceAsSuffix())
                        .flag(35, trainer.byteFallback())
                        .text(44, trainer.unkSurface())
                        .text(46, trainer.bosPiece())
                        .text(47, trainer.eosPiece()))
                .message(3, message -> message
                        .text(1, normalizer.name())
                        .data(2, normalizer.precompiledCharsmap())
                        .flag(3, normalizer.addDummyPrefix())
                        .flag(4, normalizer.removeExtraWhitespaces())
                        .flag(5, normalizer.escapeWhitespaces()))
                .bytes();
    }
}
