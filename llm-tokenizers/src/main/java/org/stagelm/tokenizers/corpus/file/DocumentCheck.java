package org.stagelm.tokenizers.corpus.file;

import java.util.Optional;
import java.util.function.Supplier;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.text.Utf8;

/** Lets a document pass, or counts it as left out. */
public final class DocumentCheck {

    private static final String EMPTY = "empty documents";
    private static final String INVALID = "documents that are not UTF-8";

    private final InvalidUtf8 invalid;
    private final Tally tally;

    public DocumentCheck(InvalidUtf8 invalid, Tally tally) {
        this.invalid = invalid;
        this.tally = tally;
    }

    /**
     * The document, in well-formed Unicode; empty where it is left out: it is white space only, or not UTF-8 and to be skipped.
     *
     * @param place for the message, such as "a.jsonl, line 7"
     * @throws UserError where it is not well-formed and that is an error
     */
    public Optional<String> pass(String document, Supplier<String> place) {
        if (document.isBlank()) {
            tally.add(EMPTY);
            return Optional.empty();
        }
        String wellFormed = Utf8.wellFormed(document);
        if (wellFormed.equals(document) || invalid == InvalidUtf8.REPLACE) {
            return Optional.of(wellFormed);
        }
        if (invalid == InvalidUtf8.ERROR) {
            throw new UserError(place.get() + ": the text has half of a surrogate pair, which UTF-8 cannot express. Mend it, or set"
                    + " corpus.invalidUtf8 to \"replace\" or \"skip\".");
        }
        tally.add(INVALID);
        return Optional.empty();
    }
}
