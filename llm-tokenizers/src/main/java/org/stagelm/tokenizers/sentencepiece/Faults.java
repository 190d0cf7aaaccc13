package org.stagelm.tokenizers.sentencepiece;

import org.stagelm.api.UserError;

/** Says what is wrong with a {@code tokenizer.model}, and where. */
record Faults(String source) {

    /** @param offset of the byte in the file at which reading failed */
    UserError at(int offset, String what) {
        return new UserError(source + " is no sound SentencePiece model: " + what + " (byte " + offset + "). Take a whole, unchanged copy of the file.");
    }
}
