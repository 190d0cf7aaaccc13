package org.stagelm.tokenizers.wordbpe;
import java.util.List;
import org.stagelm.tokenizers.json.*;
final class WordBpeJson {
    private WordBpeJson() {}
    static TokenizerJson of(Vocabulary v) { return new TokenizerJson(Form.CHARACTERS, v.tokens(), List.of(), List.of()); }
    static Vocabulary vocabulary(TokenizerJson json, String source) { throw new IllegalStateException(source); }
}
