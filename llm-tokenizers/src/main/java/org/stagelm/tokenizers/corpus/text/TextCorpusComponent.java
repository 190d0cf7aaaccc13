package org.stagelm.tokenizers.corpus.text;

import com.google.auto.service.AutoService;
import java.util.Optional;
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
import org.stagelm.tokenizers.corpus.file.TextReader;

/** {@code text}: UTF-8 text files, plain or packed. */
@AutoService(CorpusComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class TextCorpusComponent implements CorpusComponent<TextCorpusComponent.Settings> {

    public record Settings(
            @Setting("a file, a folder (all files in it and below), or a pattern such as data/**/*.txt; files are read in the order of their paths;"
                    + " gzip and zstd are unpacked")
            String path,
            @Setting(value = "share kept for validation: of the documents, or the end of the text where there is one document", min = 0, below = 1)
            double validationFraction,
            @Setting("text between documents, such as <|endoftext|>; without it each file is one document")
            Optional<String> documentSeparator,
            @Setting("what to do about bytes that are not UTF-8: stop with an error, replace them by U+FFFD, or skip the document")
            InvalidUtf8 invalidUtf8) {}

    @Override
    public String type() {
        return "text";
    }

    @Override
    public Settings defaults() {
        return new Settings(null, 0.1, Optional.empty(), InvalidUtf8.ERROR);
    }

    @Override
    public void check(Settings settings, Dimensions dimensions, Problems problems) {
        CorpusFiles.check(settings.path(), problems);
        if (settings.documentSeparator().filter(String::isEmpty).isPresent()) {
            problems.add("documentSeparator", "is empty; leave it out where each file is one document");
        }
    }

    /** @throws org.stagelm.api.UserError where the path means no file, or empty ones only */
    @Override
    public Corpus create(Settings settings, BuildContext context) {
        return new FileCorpus(settings.path(), CorpusFiles.find(settings.path(), context), settings.validationFraction(),
                (file, tally) -> new DocumentReader(new TextReader(file, settings.invalidUtf8()), settings.documentSeparator(),
                        new DocumentCheck(settings.invalidUtf8(), tally), DocumentLimit.CHARACTERS));
    }
}
