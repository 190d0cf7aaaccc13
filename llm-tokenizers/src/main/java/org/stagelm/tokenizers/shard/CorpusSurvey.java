package org.stagelm.tokenizers.shard;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.data.Corpus;
import org.stagelm.tokenizers.text.Utf8;

/**
 * What a pass over the documents tells: how many there are, what they are, and how to split them.
 *
 * @param documents that have text
 * @param content SHA-256 of all of them in their order, as hexadecimal digits
 * @param below documents whose {@link #place} is below the validation fraction
 * @param lowest the lowest place
 * @param highest the highest place
 */
record CorpusSurvey(long documents, String content, long below, double lowest, double highest) {

    static CorpusSurvey of(Corpus corpus, Progress progress) {
        Digest content = new Digest();
        long documents = 0;
        long below = 0;
        double lowest = 1;
        double highest = 0;
        try (Stream<String> all = corpus.documents(); Progress.Task task = progress.start("reading the text", -1, "documents")) {
            for (Iterator<String> each = all.iterator(); each.hasNext();) {
                String document = each.next();
                if (document.isEmpty()) {
                    continue;
                }
                Interrupts.check();
                byte[] digest = digest(document);
                double place = place(digest);
                content.add(digest);
                below += place < corpus.validationFraction() ? 1 : 0;
                lowest = Math.min(lowest, place);
                highest = Math.max(highest, place);
                task.at(++documents);
            }
        }
        return new CorpusSurvey(documents, HexFormat.of().formatHex(content.bytes()), below, lowest, highest);
    }

    /** Where a document stands in [0, 1): a hash of its text, so it stays when documents come, go or change places. */
    static double place(String document) {
        return place(digest(document));
    }

    private static double place(byte[] digest) {
        return (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1.0p-53;
    }

    private static byte[] digest(String document) {
        return new Digest().add(Utf8.bytes(document)).bytes();
    }
}
