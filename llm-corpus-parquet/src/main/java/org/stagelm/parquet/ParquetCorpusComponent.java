package org.stagelm.parquet;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.CorpusComponent;
import org.stagelm.tokenizers.corpus.file.CorpusFiles;
import org.stagelm.tokenizers.corpus.file.DocumentCheck;
import org.stagelm.tokenizers.corpus.file.DocumentLimit;
import org.stagelm.tokenizers.corpus.file.FileCorpus;
import org.stagelm.tokenizers.corpus.file.InvalidUtf8;

/** {@code parquet}: Parquet files, of which one column is the text. A row without text is left out. */
@AutoService(CorpusComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class ParquetCorpusComponent implements CorpusComponent<ParquetCorpusComponent.Settings> {

    public record Settings(
            @Setting("a file, a folder (all files in it and below), or a pattern such as data/**/*.parquet;"
                    + " files are read in the order of their paths")
            String path,
            @Setting(value = "share kept for validation: of the documents, or the end of the text where there is one document", min = 0, below = 1)
            double validationFraction,
            @Setting("the column that holds the text, with dots into nested columns, such as meta.text") String column,
            @Setting("what to do about bytes that are not UTF-8: stop with an error, replace them by U+FFFD, or skip the document")
            InvalidUtf8 invalidUtf8) {}

    @Override
    public String type() {
        return "parquet";
    }

    @Override
    public Settings defaults() {
        return new Settings(null, 0.1, "text", InvalidUtf8.ERROR);
    }

    @Override
    public void check(Settings settings, Dimensions dimensions, Problems problems) {
        CorpusFiles.check(settings.path(), problems);
        if (settings.column().isEmpty() || ("." + settings.column() + ".").contains("..")) {
            problems.add("column", "must be a name, or names with dots between them");
        }
    }

    /** @throws org.stagelm.api.UserError where the path means no file, or empty ones only */
    @Override
    public Corpus create(Settings settings, BuildContext context) {
        return new FileCorpus(settings.path(), CorpusFiles.find(settings.path(), context), settings.validationFraction(),
                (file, tally) -> new ParquetDocuments(ParquetFile.open(file, settings.column()), settings.invalidUtf8(),
                        new DocumentCheck(settings.invalidUtf8(), tally), DocumentLimit.CHARACTERS));
    }
}
