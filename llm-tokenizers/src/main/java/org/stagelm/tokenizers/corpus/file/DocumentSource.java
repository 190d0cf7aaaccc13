package org.stagelm.tokenizers.corpus.file;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Documents, one after the other. */
public interface DocumentSource extends AutoCloseable {

    /** The next document; empty at the end. */
    Optional<String> read();

    @Override
    void close();

    /** What a source gives, as a stream that closes it. */
    static Stream<String> stream(DocumentSource source) {
        Iterator<String> documents = new Iterator<>() {

            private Optional<String> next = Optional.empty();

            @Override
            public boolean hasNext() {
                if (next.isEmpty()) {
                    next = source.read();
                }
                return next.isPresent();
            }

            @Override
            public String next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                String document = next.get();
                next = Optional.empty();
                return document;
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(documents, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(source::close);
    }
}
