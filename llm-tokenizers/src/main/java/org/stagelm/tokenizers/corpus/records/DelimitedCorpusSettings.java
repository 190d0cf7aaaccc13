package org.stagelm.tokenizers.corpus.records;

import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Problems;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Corpus;
import org.stagelm.tokenizers.corpus.file.CorpusFiles;
import org.stagelm.tokenizers.corpus.file.DocumentCheck;
import org.stagelm.tokenizers.corpus.file.DocumentLimit;
import org.stagelm.tokenizers.corpus.file.FileCorpus;
import org.stagelm.tokenizers.corpus.file.InvalidUtf8;
import org.stagelm.tokenizers.corpus.file.TextReader;

/** What {@code csv} and {@code tsv} are told. */
public record DelimitedCorpusSettings(
        @Setting("a file, a folder (all files in it and below), or a pattern such as data/**/*.csv; gzip and zstd are unpacked") String path,
        @Setting(value = "share kept for validation: of the documents, or the end of the text where there is one document", min = 0, below = 1)
        double validationFraction,
        @Setting("the column that holds the text: its name in the header, or its number from 1") String column,
        @Setting("whether the first row of each file names the columns") boolean header,
        @Setting("the character between columns") String delimiter,
        @Setting("whether a field may stand in \"quotes\", which are doubled within (RFC 4180); false: a quote is plain text") boolean quote,
        @Setting("what to do about a row with broken quotes or another number of columns than the first: stop with an error, or skip it")
        BrokenRecords brokenRecords,
        @Setting("what to do about bytes that are not UTF-8: stop with an error, replace them by U+FFFD, or skip the document")
        InvalidUtf8 invalidUtf8) {

    static DelimitedCorpusSettings defaults(String delimiter) {
        return new DelimitedCorpusSettings(null, 0.1, "text", true, delimiter, true, BrokenRecords.ERROR, InvalidUtf8.ERROR);
    }

    void check(Problems problems) {
        CorpusFiles.check(path, problems);
        if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
            problems.add("delimiter", "must be one character, and neither a quote nor a line feed");
        }
        if (column.isEmpty()) {
            problems.add("column", "is empty; give a name or, from 1, a number");
        } else if (!header && !column.matches("[1-9][0-9]{0,5}")) {
            problems.add("column", "must be a number from 1 where there is no header, not " + column);
        }
    }

    Corpus corpus(BuildContext context) {
        return new FileCorpus(path, CorpusFiles.find(path, context), validationFraction, (file, tally) -> {
            TextReader in = new TextReader(file, invalidUtf8);
            DelimitedRows rows = new DelimitedRows(in, delimiter.charAt(0), quote, DocumentLimit.CHARACTERS);
            return new RecordDocuments(new DelimitedRecords(in, rows, column, header), brokenRecords, new DocumentCheck(invalidUtf8, tally), tally);
        });
    }
}
