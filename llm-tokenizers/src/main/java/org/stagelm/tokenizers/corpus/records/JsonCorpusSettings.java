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

/** What {@code jsonl} and {@code json} are told. */
public record JsonCorpusSettings(
        @Setting("a file, a folder (all files in it and below), or a pattern such as data/**/*.jsonl; gzip and zstd are unpacked") String path,
        @Setting(value = "share kept for validation: of the documents, or the end of the text where there is one document", min = 0, below = 1)
        double validationFraction,
        @Setting("the field that holds the text, with dots into nested objects, such as meta.text; records that are texts themselves need none")
        String field,
        @Setting("what to do about a record that is no valid JSON or lacks the field: stop with an error, or skip it") BrokenRecords brokenRecords,
        @Setting("what to do about bytes that are not UTF-8: stop with an error, replace them by U+FFFD, or skip the document")
        InvalidUtf8 invalidUtf8) {

    static final JsonCorpusSettings DEFAULTS = new JsonCorpusSettings(null, 0.1, "text", BrokenRecords.ERROR, InvalidUtf8.ERROR);

    /** How a file is read as records. */
    @FunctionalInterface
    interface Form {
        RecordSource open(TextReader in, JsonField field, int longest);
    }

    void check(Problems problems) {
        CorpusFiles.check(path, problems);
        if (field.isEmpty() || ("." + field + ".").contains("..")) {
            problems.add("field", "must be a name, or names with dots between them");
        }
    }

    Corpus corpus(BuildContext context, Form form) {
        return new FileCorpus(path, CorpusFiles.find(path, context), validationFraction, (file, tally) -> new RecordDocuments(
                form.open(new TextReader(file, invalidUtf8), new JsonField(field), DocumentLimit.CHARACTERS), brokenRecords,
                new DocumentCheck(invalidUtf8, tally), tally));
    }
}
