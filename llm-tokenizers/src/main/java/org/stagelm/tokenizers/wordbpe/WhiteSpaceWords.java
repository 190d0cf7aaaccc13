package org.stagelm.tokenizers.wordbpe;

import java.util.function.Consumer;
import org.stagelm.tokenizers.text.CharacterClass;

/** The words between white space. */
final class WhiteSpaceWords {

    private WhiteSpaceWords() {}

    /** Gives the words from left to right; none of them is empty. */
    static void forEach(String text, Consumer<String> consumer) {
        int from = 0;
        int end;
        for (int i = 0; i < text.length(); i = end) {
            int codePoint = text.codePointAt(i);
            end = i + Character.charCount(codePoint);
            if (CharacterClass.of(codePoint) == CharacterClass.SPACE) {
                if (from < i) {
                    consumer.accept(text.substring(from, i));
                }
                from = end;
            }
        }
        if (from < text.length()) {
            consumer.accept(text.substring(from));
        }
    }
}
