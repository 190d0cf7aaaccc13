package org.stagelm.tokenizers.sentencepiece;

import java.util.ArrayList;
import java.util.List;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.subword.BpeModel;
import org.stagelm.tokenizers.subword.SubwordModel;
import org.stagelm.tokenizers.subword.UnigramModel;
import org.stagelm.tokenizers.text.IdBuffer;
import org.stagelm.tokenizers.text.Utf8;

/** Normalised text to ids. */
interface PieceEncoder {

    void encode(Utf8Buffer text, IdBuffer ids);

    static PieceEncoder of(SentencePieceModel model, Model json, OwnPieces own) {
        return json instanceof Model.Unigram unigram ? unigram(model, unigram) : bpe(BpeModel.byScore((Model.BPE) json, scores(model)), own);
    }

    private static float[] scores(SentencePieceModel model) {
        float[] scores = new float[model.pieces().size()];
        for (int id = 0; id < scores.length; id++) {
            scores[id] = model.pieces().get(id).score();
        }
        return scores;
    }

    /** The pieces that a user defined merge with nothing; what lies between two of them is merged by itself. */
    private static PieceEncoder bpe(SubwordModel merging, OwnPieces own) {
        return (text, ids) -> {
            byte[] utf8 = text.array();
            int begin = 0;
            for (int at = 0; at < text.size() && !own.isEmpty();) {
                int end = own.end(utf8, at, text.size());
                if (end == at) {
                    at += Utf8.length(utf8[at]);
                    continue;
                }
                merging.encode(utf8, begin, at, ids);
                ids.add(own.id(utf8, at, end));
                at = end;
                begin = end;
            }
            merging.encode(utf8, begin, text.size(), ids);
        };
    }

    /** A piece that a user defined has a score that is better than that of any other way. */
    private static PieceEncoder unigram(SentencePieceModel model, Model.Unigram json) {
        float lowest = Float.MAX_VALUE;
        float highest = Float.MIN_NORMAL; // C++'s FLT_MIN, which is above any logarithm of a probability
        for (int id : model.ids(Piece.Type.NORMAL)) {
            lowest = Math.min(lowest, model.pieces().get(id).score());
            highest = Math.max(highest, model.pieces().get(id).score());
        }
        List<byte[]> texts = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        double[] scores = new double[model.pieces().size()];
        for (int id = 0; id < scores.length; id++) {
            Piece piece = model.pieces().get(id);
            if (piece.type() == Piece.Type.NORMAL || piece.type() == Piece.Type.USER_DEFINED) {
                byte[] text = Utf8.bytes(piece.text());
                texts.add(text);
                ids.add(id);
                scores[id] = piece.type() == Piece.Type.NORMAL ? piece.score() : text.length * highest - 0.1;
            }
        }
        SubwordModel best = UnigramModel.inSinglePrecision(json, texts, ids.stream().mapToInt(id -> id).toArray(), scores, lowest);
        return (text, out) -> best.encode(text.array(), 0, text.size(), out);
    }
}
