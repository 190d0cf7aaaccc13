package org.stagelm.tokenizers.corpus.records;

import java.util.Optional;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.corpus.file.DocumentCheck;
import org.stagelm.tokenizers.corpus.file.DocumentSource;
import org.stagelm.tokenizers.corpus.file.Tally;

/** The texts of records; a broken record is an error or is left out. */
final class RecordDocuments implements DocumentSource {

    private static final String BROKEN = "broken records";

    private final RecordSource records;
    private final BrokenRecords broken;
    private final DocumentCheck check;
    private final Tally tally;

    RecordDocuments(RecordSource records, BrokenRecords broken, DocumentCheck check, Tally tally) {
        this.records = records;
        this.broken = broken;
        this.check = check;
        this.tally = tally;
    }

    @Override
    public Optional<String> read() {
        for (Optional<Entry> entry = records.read(); entry.isPresent(); entry = records.read()) {
            Optional<String> fault = entry.get().fault();
            if (fault.isEmpty()) {
                Optional<String> document = check.pass(entry.get().text(), this::place);
                if (document.isPresent()) {
                    return document;
                }
            } else if (broken == BrokenRecords.ERROR) {
                throw new UserError(place() + ": " + fault.get() + ". Mend it, or set corpus.brokenRecords to \"skip\".");
            } else {
                tally.add(BROKEN);
            }
        }
        return Optional.empty();
    }

    private String place() {
        return records.file() + ", line " + records.line();
    }

    @Override
    public void close() {
        records.close();
    }
}
