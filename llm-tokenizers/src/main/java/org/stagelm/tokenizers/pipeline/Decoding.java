package org.stagelm.tokenizers.pipeline;

import java.util.List;
import java.util.Optional;
import org.stagelm.tokenizers.json.Decoder;
import org.stagelm.tokenizers.json.PrependScheme;

/** Decoders as running code: a chain that tokens are put into at one end, and that text comes out of at the other. */
final class Decoding {

    private Decoding() {}

    /** @param next takes the tokens that come out; their parts are the text */
    static TokenSink chain(Optional<Decoder> decoder, TokenSink next) {
        return decoder.map(given -> chain(given, next)).orElseGet(() -> new WholeTokens((token, first) -> first ? token : " " + token, next));
    }

    private static TokenSink chain(Decoder decoder, TokenSink next) {
        if (decoder instanceof Decoder.Sequence sequence) {
            List<Decoder> steps = sequence.decoders();
            TokenSink chain = next;
            for (int i = steps.size() - 1; i >= 0; i--) {
                chain = chain(steps.get(i), chain);
            }
            return chain;
        }
        if (decoder instanceof Decoder.ByteLevel) {
            return new SpelledBytes(next);
        }
        if (decoder instanceof Decoder.ByteFallback) {
            return new ByteRuns(next);
        }
        if (decoder instanceof Decoder.Fuse) {
            return new Fusion(next);
        }
        if (decoder instanceof Decoder.Strip strip) {
            return new StrippedEnds(strip, next);
        }
        if (decoder instanceof Decoder.BPEDecoder marked) {
            return new MarkedWordEnds(marked.suffix(), next);
        }
        return new WholeTokens(change(decoder), next);
    }

    private static WholeTokens.Change change(Decoder decoder) {
        if (decoder instanceof Decoder.Metaspace metaspace) {
            boolean beginsWithMark = metaspace.prependScheme() != PrependScheme.NEVER;
            return (token, first) -> token.replace(metaspace.replacement(), first && beginsWithMark ? "" : " ");
        }
        if (decoder instanceof Decoder.WordPiece wordPiece) {
            return (token, first) -> {
                String spaced = first ? token : token.startsWith(wordPiece.prefix()) ? token.substring(wordPiece.prefix().length()) : " " + token;
                return wordPiece.cleanup() ? withoutSpacesBeforePunctuation(spaced) : spaced;
            };
        }
        Decoder.Replace replace = (Decoder.Replace) decoder;
        Occurrences occurrences = new Occurrences(replace.pattern());
        return (token, first) -> occurrences.replaceAll(token, replace.content());
    }

    private static String withoutSpacesBeforePunctuation(String text) {
        return text.replace(" .", ".").replace(" ?", "?").replace(" !", "!").replace(" ,", ",").replace(" ' ", "'").replace(" n't", "n't")
                .replace(" 'm", "'m").replace(" do not", " don't").replace(" 's", "'s").replace(" 've", "'ve").replace(" 're", "'re");
    }
}
