package org.stagelm.tokenizers.corpus.records;

import java.nio.file.Path;
import java.util.Optional;

/** The records of one file. */
interface RecordSource extends AutoCloseable {

    /**
     * The next record; empty at the end.
     *
     * @throws org.stagelm.api.UserError where there is no reading on behind a fault
     */
    Optional<Entry> read();

    Path file();

    /** The line where the record read last begins, from 1. */
    long line();

    @Override
    void close();
}
