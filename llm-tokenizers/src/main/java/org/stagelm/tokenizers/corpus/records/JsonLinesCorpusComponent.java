package org.stagelm.tokenizers.corpus.records;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.CorpusComponent;

/** {@code jsonl}: JSON lines, one record per line, of which one field is the text. */
@AutoService(CorpusComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class JsonLinesCorpusComponent implements CorpusComponent<JsonCorpusSettings> {

    @Override
    public String type() {
        return "jsonl";
    }

    @Override
    public JsonCorpusSettings defaults() {
        return JsonCorpusSettings.DEFAULTS;
    }

    @Override
    public void check(JsonCorpusSettings settings, Dimensions dimensions, Problems problems) {
        settings.check(problems);
    }

    /** @throws org.stagelm.api.UserError where the path means no file, or empty ones only */
    @Override
    public Corpus create(JsonCorpusSettings settings, BuildContext context) {
        return settings.corpus(context, JsonLines::new);
    }
}
