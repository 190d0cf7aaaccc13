package org.stagelm.tokenizers.corpus.records;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.corpus.file.TextReader;

/** One column of a table. All rows must have as many columns as the first. */
final class DelimitedRecords implements RecordSource {

    private final TextReader in;
    private final DelimitedRows rows;
    private final String column;
    private final boolean header;
    private boolean begun;
    private int index; // of the column, from 0
    private int columns;

    /** @param column by name or, from 1, by number */
    DelimitedRecords(TextReader in, DelimitedRows rows, String column, boolean header) {
        this.in = in;
        this.rows = rows;
        this.column = column;
        this.header = header;
    }

    @Override
    public Optional<Entry> read() {
        Optional<DelimitedRows.Row> row = rows.read();
        if (!begun && row.isPresent()) {
            begun = true;
            columns = row.get().fields().size();
            index = index(row.get().fields());
            if (header) {
                row = rows.read();
            }
        }
        return row.map(this::entry);
    }

    private int index(List<String> first) {
        int named = header ? first.indexOf(column) : -1;
        int number = column.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(column) - 1 : -1;
        int found = named >= 0 ? named : number;
        if (found < 0 || found >= columns) {
            throw new UserError(file() + ", line " + line() + ": there is no column " + column + " (corpus.column); "
                    + (header ? "there are " + String.join(", ", first) : "the row has " + columns) + ".");
        }
        return found;
    }

    private Entry entry(DelimitedRows.Row row) {
        int there = row.fields().size();
        if (row.fault().isPresent()) {
            return Entry.broken(row.fault().get());
        }
        return there == columns ? Entry.of(row.fields().get(index)) : Entry.broken("the row has " + there + " columns, the first row has " + columns);
    }

    @Override
    public Path file() {
        return in.file();
    }

    @Override
    public long line() {
        return rows.line();
    }

    @Override
    public void close() {
        rows.close();
    }
}
