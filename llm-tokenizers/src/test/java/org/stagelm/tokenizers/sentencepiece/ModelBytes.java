package org.stagelm.tokenizers.sentencepiece;

import java.util.function.Consumer;

/** Writes the messages of a {@code tokenizer.model}. */
final class ModelBytes {

    private static final String LETTERS = "\u2581 a b c d e f g h i k l m n o p r s t u v w x y , . ! \u00e9 \u00fc \u041f \u65e5 1";
    private static final String PIECES = "he \u2581t in re \u2581a ll \u2581w or \u2581the er \u2581s is \u2581n ot \u2581not ing \u2581lea \u2581l ea \u2581le"
            + " ead \u2581h ello llo lo \u2581he \u2581hello sp ace aces \u2581sp es ac \u2581spaces ne line li aa aaaa \u2581\u2581 two tw wo \u2581tw"
            + " \u2581two \u2581, ma ,\u2581 r\u00e9 f\u00e9 af\u00e9";

    private final WireWriter out = new WireWriter();

    /** The model of which {@code vectors.json} holds what the package sentencepiece 0.2.3 for Python gives. */
    static byte[] vectors(TrainerSpec.ModelType type, boolean bytes, boolean prefix, boolean remove) {
        ModelBytes model = new ModelBytes().piece("<unk>", 0, Piece.Type.UNKNOWN).piece("<s>", 0, Piece.Type.CONTROL)
                .piece("</s>", 0, Piece.Type.CONTROL);
        for (int b = 0; bytes && b < 256; b++) {
            model.piece(String.format("<0x%02X>", b), 0, Piece.Type.BYTE);
        }
        model.piece("<|endoftext|>", 0, Piece.Type.USER_DEFINED).piece("1F", 0, Piece.Type.USER_DEFINED);
        int i = 0;
        for (String text : (PIECES + " " + LETTERS).split(" ")) {
            float score = type == TrainerSpec.ModelType.BPE ? -1 - i / 2 : -1 - (i / 3) / 4f; // some are equal
            model.piece(text, score, Piece.Type.NORMAL);
            i++;
        }
        return model.message(2, trainer -> trainer.number(3, type.ordinal() + 1).number(35, bytes ? 1 : 0))
                .message(3, normalizer -> normalizer.number(3, prefix ? 1 : 0).number(4, remove ? 1 : 0)).bytes();
    }

    ModelBytes piece(String text, float score, Piece.Type type) {
        return message(1, piece -> piece.text(1, text).decimal(2, score).number(3, type.ordinal() + 1));
    }

    ModelBytes message(int field, Consumer<WireWriter> content) {
        out.message(field, content);
        return this;
    }

    ModelBytes number(int field, long number) {
        out.number(field, number);
        return this;
    }

    ModelBytes decimal(int field, float number) {
        out.decimal(field, number);
        return this;
    }

    /** A field that claims more than there is. */
    ModelBytes claim(int field, long length) {
        out.length(field, length);
        return this;
    }

    byte[] bytes() {
        return out.bytes();
    }
}
