package org.stagelm.tokenizers.sentencepiece;

/**
 * What a learned piece may consist of, as {@code TrainerInterface::IsValidSentencePiece}.
 *
 * @param maxLength in characters
 * @param splitByWhitespace whether a mark of a space may only begin a piece, not stand within it
 * @param splitByScript whether the characters must be of one script; Hiragana and Katakana are taken as Han
 * @param splitByNumber whether digits count as a script of their own, that of punctuation, or go with any
 * @param splitDigits whether a digit stands alone
 * @param whitespaceOnly whether a piece of several marks is allowed
 */
record PieceRules(int maxLength, boolean splitByWhitespace, boolean splitByScript, boolean splitByNumber, boolean splitDigits,
        boolean whitespaceOnly) {

    private static final int MARK = TextNormalizer.MARK.charAt(0);
    private static final int LONG_VOWEL = 0x30FC; // between Katakana, yet of the script Common

    /** Whether both together may be a piece. */
    boolean allow(int[] left, int[] right) {
        int length = left.length + right.length;
        if (length > maxLength) {
            return false;
        }
        int[] characters = new int[length];
        System.arraycopy(left, 0, characters, 0, left.length);
        System.arraycopy(right, 0, characters, left.length, right.length);
        return allowMarks(characters) && allowDigits(characters) && (!splitByScript || isOneScript(characters));
    }

    private boolean allowMarks(int... characters) {
        int marks = 0;
        boolean within = false;
        for (int i = 0; i < characters.length; i++) {
            boolean mark = characters[i] == MARK;
            marks += mark ? 1 : 0;
            within |= mark && i > 0 && (splitByWhitespace || i == characters.length - 1);
        }
        return !within || whitespaceOnly && marks == characters.length;
    }

    private boolean allowDigits(int... characters) {
        for (int character : characters) {
            if (splitDigits && isDigit(character)) {
                return false;
            }
        }
        return true;
    }

    private boolean isOneScript(int... characters) {
        Character.UnicodeScript previous = null; // of no script
        for (int character : characters) {
            if (character == MARK) {
                continue;
            }
            Character.UnicodeScript script = script(character);
            if (script == Character.UnicodeScript.INHERITED) {
                script = previous;
            }
            if (!splitByNumber && isDigit(character)) {
                script = null;
            }
            if (script != null && previous != null && script != previous) {
                return false;
            }
            previous = script;
        }
        return true;
    }

    private static Character.UnicodeScript script(int character) {
        Character.UnicodeScript script = Character.UnicodeScript.of(character);
        if (script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA || character == LONG_VOWEL) {
            return Character.UnicodeScript.HAN;
        }
        return script == Character.UnicodeScript.UNKNOWN ? Character.UnicodeScript.COMMON : script;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9' || character >= '\uFF10' && character <= '\uFF19';
    }
}
