package org.stagelm.tokenizers.corpus.file;

import java.nio.file.Path;
import org.stagelm.api.UserError;

/** How long a document, and what it is read from (a line, a row), may be. */
public final class DocumentLimit {

    /** A document is held as a String, encoded to bytes and to ids, so it must stay well below what one array can hold. */
    public static final int CHARACTERS = 1 << 29;

    private DocumentLimit() {}

    /** @param what is too long, such as "line 7" */
    public static UserError exceeded(Path file, String what, int characters, String remedy) {
        return new UserError(file + ": " + what + " is longer than " + shown(characters) + " characters. " + remedy);
    }

    private static String shown(int characters) {
        return characters < 1 << 20 ? String.valueOf(characters) : (characters >> 20) + " million";
    }
}
