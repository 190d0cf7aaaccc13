package org.stagelm.tokenizers.subword;

import org.stagelm.tokenizers.text.IdBuffer;

/** The last step from text to ids: cuts one piece of a text, as a pre-tokeniser gave it, into tokens. Safe for several threads. */
public interface SubwordModel {

    /**
     * Adds the ids of a piece to {@code ids}.
     *
     * @param utf8 well-formed UTF-8, of which the piece is {@code from} … {@code to} − 1, whole characters
     */
    void encode(byte[] utf8, int from, int to, IdBuffer ids);
}
