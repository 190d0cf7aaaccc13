package org.stagelm.tokenizers.corpus.records;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.CorpusComponent;

/** {@code csv}: comma-separated tables, of which one column is the text. */
@AutoService(CorpusComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class CsvCorpusComponent implements CorpusComponent<DelimitedCorpusSettings> {

    @Override
    public String type() {
        return "csv";
    }

    @Override
    public DelimitedCorpusSettings defaults() {
        return DelimitedCorpusSettings.defaults(",");
    }

    @Override
    public void check(DelimitedCorpusSettings settings, Dimensions dimensions, Problems problems) {
        settings.check(problems);
    }

    /** @throws org.stagelm.api.UserError where the path means no file, or empty ones only */
    @Override
    public Corpus create(DelimitedCorpusSettings settings, BuildContext context) {
        return settings.corpus(context);
    }
}
