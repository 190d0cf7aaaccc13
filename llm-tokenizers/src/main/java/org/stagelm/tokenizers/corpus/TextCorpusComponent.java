package org.stagelm.tokenizers.corpus;

import com.google.auto.service.AutoService;
import java.util.Optional;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.CorpusComponent;

/** {@code text}: UTF-8 text files. */
@AutoService(CorpusComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class TextCorpusComponent implements CorpusComponent<TextCorpusComponent.Settings> {

    public record Settings(
            @Setting("a file, a folder (all files in it and below), or a pattern such as data/**/*.txt; files are read in the order of their paths")
            String path,
            @Setting(value = "share kept for validation: of the documents, or the end of the text where there is one document", min = 0, below = 1)
            double validationFraction,
            @Setting("text between documents, such as <|endoftext|>; without it each file is one document")
            Optional<String> documentSeparator,
            @Setting("what to do about bytes that are not UTF-8: stop with an error, or replace them by U+FFFD")
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
        if (settings.path().isBlank()) {
            problems.add("path", "is empty; give a file, a folder or a pattern");
        }
        if (settings.documentSeparator().filter(String::isEmpty).isPresent()) {
            problems.add("documentSeparator", "is empty; leave it out where each file is one document");
        }
    }

    /** @throws org.stagelm.api.UserError where the path means no file, or empty ones only */
    @Override
    public Corpus create(Settings settings, BuildContext context) {
        return new TextCorpus(TextFiles.find(settings.path(), context), settings);
    }
}
