package org.stagelm.tokenizers.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.stagelm.tokenizers.bytebpe.PreTokenization;
import org.stagelm.tokenizers.json.Behavior;
import org.stagelm.tokenizers.json.Pattern;
import org.stagelm.tokenizers.json.PreTokenizer;
import org.stagelm.tokenizers.json.PrependScheme;

/** Pre-tokenisers as running code. */
@FunctionalInterface
interface Cutting {

    java.util.regex.Pattern WORDS = java.util.regex.Pattern.compile("\\w+|[^\\w\\s]+", java.util.regex.Pattern.UNICODE_CHARACTER_CLASS);

    List<Piece> cut(Piece piece);

    static Cutting of(PreTokenizer preTokenizer) {
        if (preTokenizer instanceof PreTokenizer.Sequence sequence) {
            return sequence.pretokenizers().stream().map(Cutting::of).reduce(List::of, Cutting::then);
        }
        if (preTokenizer instanceof PreTokenizer.ByteLevel bytes) {
            return byteLevel(bytes);
        }
        if (preTokenizer instanceof PreTokenizer.Split split) {
            return at(new Occurrences(split.pattern()), split.behavior(), split.invert());
        }
        if (preTokenizer instanceof PreTokenizer.Metaspace metaspace) {
            return metaspace(metaspace);
        }
        if (preTokenizer instanceof PreTokenizer.BertPreTokenizer) {
            return atCharacters(Normalization::isSpace, Behavior.REMOVED).then(atCharacters(Cutting::isPunctuation, Behavior.ISOLATED));
        }
        if (preTokenizer instanceof PreTokenizer.Whitespace) {
            return at(new Occurrences(WORDS), Behavior.REMOVED, true);
        }
        if (preTokenizer instanceof PreTokenizer.Punctuation punctuation) {
            return atCharacters(Cutting::isPunctuation, punctuation.behavior());
        }
        if (preTokenizer instanceof PreTokenizer.Digits digits) {
            return atCharacters(Cutting::isNumber, digits.individualDigits() ? Behavior.ISOLATED : Behavior.CONTIGUOUS);
        }
        return atCharacters(Normalization::isSpace, Behavior.REMOVED);
    }

    private Cutting then(Cutting next) {
        return piece -> {
            List<Piece> pieces = new ArrayList<>();
            cut(piece).forEach(cut -> pieces.addAll(next.cut(cut)));
            return pieces;
        };
    }

    private static Cutting byteLevel(PreTokenizer.ByteLevel settings) {
        Cutting prefix = piece -> List.of(settings.addPrefixSpace() && !piece.text().startsWith(" ") ? new Piece(" " + piece.text(), piece.first())
                : piece);
        Cutting spelled = piece -> List.of(new Piece(Normalization.byteLevel(piece.text()), piece.first()));
        Cutting cut = settings.useRegex() ? at(new Occurrences(Pattern.expression(PreTokenization.GPT2)), Behavior.ISOLATED, false) : List::of;
        return prefix.then(cut).then(spelled);
    }

    private static Cutting metaspace(PreTokenizer.Metaspace settings) {
        String mark = settings.replacement();
        Cutting marked = piece -> {
            String text = piece.text().replace(" ", mark);
            boolean prepend = settings.prependScheme() == PrependScheme.ALWAYS || settings.prependScheme() == PrependScheme.FIRST && piece.first();
            return List.of(new Piece(prepend && !text.startsWith(mark) ? mark + text : text, piece.first()));
        };
        return settings.split() ? marked.then(at(new Occurrences(Pattern.literal(mark)), Behavior.MERGED_WITH_NEXT, false)) : marked;
    }

    private static Cutting at(Occurrences occurrences, Behavior behavior, boolean invert) {
        return piece -> {
            Separators separators = new Separators(piece, behavior, invert);
            occurrences.each(piece.text(), separators::add);
            return separators.pieces();
        };
    }

    private static Cutting atCharacters(IntPredicate isSeparator, Behavior behavior) {
        return piece -> {
            Separators separators = new Separators(piece, behavior, false);
            String text = piece.text();
            for (int i = 0; i < text.length();) {
                int end = i + Character.charCount(text.codePointAt(i));
                if (isSeparator.test(text.codePointAt(i))) {
                    separators.add(i, end);
                }
                i = end;
            }
            return separators.pieces();
        };
    }

    private static boolean isPunctuation(int c) {
        if (c < 128) {
            return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION, Character.START_PUNCTUATION, Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION, Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isNumber(int c) {
        int type = Character.getType(c);
        return type == Character.DECIMAL_DIGIT_NUMBER || type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }
}
