package org.stagelm.tokenizers.shard;

import java.util.HexFormat;
import java.util.Iterator;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.data.Corpus;
import org.stagelm.tokenizers.text.Utf8;

/** What a pass over documents has met. */
final class CorpusContent {

    private final Digest content = new Digest();
    private long documents;
    private double lowest = 1;
    private double highest;

    /** SHA-256 of a document. */
    static byte[] digest(String document) {
        return new Digest().add(Utf8.bytes(document)).bytes();
    }

    /** Reads all documents: what is the cheap part of preparing them. */
    static CorpusContent of(Corpus corpus, Progress progress) {
        CorpusContent met = new CorpusContent();
        try (Stream<String> all = corpus.documents(); Progress.Task task = progress.start("reading the text", -1, "documents")) {
            for (Iterator<String> each = all.iterator(); each.hasNext();) {
                String document = each.next();
                if (!document.isEmpty()) {
                    Interrupts.check();
                    met.add(digest(document));
                    task.at(met.documents);
                }
            }
        }
        return met;
    }

    /** The next document, by its digest. */
    void add(byte[] digest) {
        double place = DocumentSplit.place(digest);
        content.add(digest);
        lowest = Math.min(lowest, place);
        highest = Math.max(highest, place);
        documents++;
    }

    long documents() {
        return documents;
    }

    /** The lowest {@link DocumentSplit#place}. */
    double lowest() {
        return lowest;
    }

    double highest() {
        return highest;
    }

    /** SHA-256 of all documents in their order, as hexadecimal digits; nothing can be added afterwards. */
    String digest() {
        return HexFormat.of().formatHex(content.bytes());
    }
}
