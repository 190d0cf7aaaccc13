package org.stagelm.tokenizers.shard;

import java.util.Arrays;
import java.util.List;
import org.stagelm.api.data.Tokenizer;

/** Makes documents to ids; what each of the threads does. */
final class DocumentEncoder {

    private final Tokenizer tokenizer;
    private final DocumentSplit split;
    private final int[] end;

    DocumentEncoder(Tokenizer tokenizer, DocumentSplit split) {
        this.tokenizer = tokenizer;
        this.split = split;
        this.end = split.byPosition() ? new int[0]
                : tokenizer.endOfText().isPresent() ? new int[] {tokenizer.endOfText().getAsInt()} : tokenizer.encode("\n");
    }

    List<EncodedDocument> encode(List<String> documents) {
        return documents.stream().map(this::encode).toList();
    }

    private EncodedDocument encode(String document) {
        byte[] digest = CorpusContent.digest(document);
        DocumentSplit.Parts parts = split.split(document, DocumentSplit.place(digest));
        return new EncodedDocument(digest, ids(parts.training()), ids(parts.validation()));
    }

    private int[] ids(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        int[] ids = tokenizer.encode(text);
        int[] whole = Arrays.copyOf(ids, ids.length + end.length);
        System.arraycopy(end, 0, whole, ids.length, end.length);
        return whole;
    }
}
