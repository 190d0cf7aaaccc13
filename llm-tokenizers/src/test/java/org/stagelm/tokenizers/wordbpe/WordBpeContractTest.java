package org.stagelm.tokenizers.wordbpe;

import java.util.List;
import java.util.OptionalInt;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.testkit.contract.TokenizerContract;
import org.stagelm.tokenizers.PlainContext;
import org.stagelm.tokenizers.learning.MergeTrace;
import org.stagelm.tokenizers.wordbpe.WordBpeComponent.Settings;

class WordBpeContractTest extends TokenizerContract {

    /** The spelling of the special token is text here, and none of the characters of the texts before it is missing. */
    private static final Tokenizer TOKENIZER = WordBpeTrainingTest.train(
            new Settings(400, OptionalInt.empty(), 1, Unknown.SKIP, List.of("<|endoftext|>")), MergeTrace.none(), TRICKY_TEXTS.toArray(String[]::new));

    @Override
    protected Tokenizer tokenizer() {
        return TOKENIZER;
    }

    @Override
    protected TokenizerFactory factory() {
        WordBpeComponent component = new WordBpeComponent();
        return component.create(component.defaults(), new PlainContext());
    }

    @Override
    protected boolean isLossless() {
        return false;
    }
}
