package org.stagelm.tokenizers.corpus.records;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.CorpusComponent;

/** {@code json}: files that are a JSON array of objects or texts, of which one field is the text. */
@AutoService(CorpusComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class JsonCorpusComponent implements CorpusComponent<JsonCorpusSettings> {

    @Override
    public String type() {
        return "json";
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
        return settings.corpus(context, JsonArray::new);
    }
}
