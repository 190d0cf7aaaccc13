package org.stagelm.cli.bench;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.stagelm.cli.bench.EncodingWorkers.Encoder;

/** Hugging Face's library as a side of {@code bench tokenizer}: it opens what ours was saved as. */
final class HuggingFaceWorker {

    private HuggingFaceWorker() {}

    static void run(Worker worker, Path folder) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        EncodingWorkers.serve(worker, "Hugging Face's library by DJL's binding", folder, HuggingFaceWorker::open);
    }

    private static Encoder open(Path vocabulary) {
        try {
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.builder().optTokenizerPath(vocabulary).optAddSpecialTokens(false)
                    .optTruncation(false).optPadding(false).build();
            return new Encoder() {
                @Override
                public int encode(String text) {
                    return tokenizer.encode(text).getIds().length;
                }

                @Override
                public void close() {
                    tokenizer.close();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
