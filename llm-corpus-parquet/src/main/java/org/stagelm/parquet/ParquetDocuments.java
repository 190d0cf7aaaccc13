package org.stagelm.parquet;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.util.Optional;
import org.apache.parquet.column.ColumnReader;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.corpus.file.DocumentCheck;
import org.stagelm.tokenizers.corpus.file.DocumentLimit;
import org.stagelm.tokenizers.corpus.file.DocumentSource;
import org.stagelm.tokenizers.corpus.file.InvalidUtf8;

/** The texts of one file. Of it are held, at most, the packed bytes of the column in one row group, and one page of them unpacked. */
final class ParquetDocuments implements DocumentSource {

    private final ParquetFile file;
    private final CharsetDecoder decoder;
    private final DocumentCheck check;
    private final int longest;
    private Optional<ParquetFile.Rows> rows = Optional.empty(); // of the open row group
    private long left; // of them
    private long row; // the one read last, from 1

    /** @param longest a document may be, in characters */
    ParquetDocuments(ParquetFile file, InvalidUtf8 invalid, DocumentCheck check, int longest) {
        this.file = file;
        this.decoder = invalid.decoder();
        this.check = check;
        this.longest = longest;
    }

    @Override
    public Optional<String> read() {
        for (Optional<String> text = next(); text.isPresent(); text = next()) {
            Optional<String> document = check.pass(text.get(), this::place);
            if (document.isPresent()) {
                return document;
            }
        }
        return Optional.empty();
    }

    /** What the next row holds, "" for null; empty at the end. */
    private Optional<String> next() {
        try {
            while (left == 0) {
                rows = file.nextRowGroup();
                if (rows.isEmpty()) {
                    return Optional.empty();
                }
                left = rows.get().count();
            }
            ColumnReader values = rows.orElseThrow().values();
            left--;
            row++;
            String text = values.getCurrentDefinitionLevel() < file.definitionLevel() ? "" : text(values);
            values.consume();
            return Optional.of(text);
        } catch (UserError e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw ParquetFile.damaged(file.path(), e);
        }
    }

    private String text(ColumnReader values) {
        try {
            String text = decoder.decode(values.getBinary().toByteBuffer()).toString();
            if (text.length() > longest) {
                throw DocumentLimit.exceeded(file.path(), "row " + row, longest, "Cut it into several rows.");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new UserError(place() + ": the text is not UTF-8. Mend it, or set corpus.invalidUtf8 to \"replace\" or \"skip\".", e);
        }
    }

    private String place() {
        return file.path() + ", row " + row;
    }

    @Override
    public void close() {
        file.close();
    }
}
