package org.stagelm.tokenizers.corpus.mix;

import java.util.Optional;
import org.stagelm.tokenizers.corpus.file.Tally;

/** Decides about each document, in the order they come. */
final class Filter {

    private final FilteredComponent.Settings settings;
    private final Tally tally;
    private final Optional<ExactDuplicates> exact;
    private final Optional<NearDuplicates> near;

    Filter(FilteredComponent.Settings settings, Tally tally) {
        this.settings = settings;
        this.tally = tally;
        this.exact = settings.exactDuplicates() ? Optional.of(new ExactDuplicates()) : Optional.empty();
        this.near = settings.nearDuplicates().map(NearDuplicates::new);
    }

    boolean keeps(String document) {
        int characters = document.codePointCount(0, document.length());
        if (characters < settings.minCharacters()) {
            return leave("documents that are too short");
        }
        if (characters > settings.maxCharacters().orElse(Integer.MAX_VALUE)) {
            return leave("documents that are too long");
        }
        if (exact.isPresent() && !exact.get().add(document)) {
            return leave("exact duplicates");
        }
        if (near.isPresent() && !near.get().add(document)) {
            return leave("near duplicates");
        }
        return true;
    }

    private boolean leave(String reason) {
        tally.add(reason);
        return false;
    }
}
