package org.stagelm.tokenizers.bytebpe;

import java.util.function.IntFunction;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.text.PartialUtf8;

/** Decodes tokens one by one. */
final class Utf8TextStream implements Tokenizer.TextStream {

    private final IntFunction<byte[]> bytesOf;
    private final PartialUtf8 text = new PartialUtf8();

    /** @param bytesOf the bytes of an id, none for a special token */
    Utf8TextStream(IntFunction<byte[]> bytesOf) {
        this.bytesOf = bytesOf;
    }

    @Override
    public String next(int id) {
        return text.next(bytesOf.apply(id));
    }

    @Override
    public String end() {
        return text.end();
    }
}
