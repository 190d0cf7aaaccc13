package org.stagelm.tokenizers.bytebpe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stagelm.api.UserError;

/**
 * Reads tiktoken's ranks: on each line a token's bytes in Base64, a space, and its rank, which is its id. Ranks ascend; the ids that special tokens
 * have may be left out.
 */
final class RanksReader {

    private final String source;
    private final Map<Integer, String> specials;
    private final List<byte[]> tokens = new ArrayList<>();
    private final Map<ByteBuffer, Integer> ids = new HashMap<>();

    /**
     * @param source what is read, for messages
     * @param specials the special token of an id
     */
    RanksReader(String source, Map<String, Integer> specials) {
        this.source = source;
        this.specials = new TreeMap<>();
        specials.forEach((spelling, id) -> this.specials.put(id, spelling));
    }

    /**
     * The bytes of each id from 0 to the last rank; none for a special token.
     *
     * @throws UserError where a line is not understood, a token or a rank is there twice, a rank or a single byte is missing, naming the line
     */
    List<byte[]> read(InputStream in) throws IOException {
        byte[] file = in.readAllBytes();
        int line = 0;
        for (int from = 0; from < file.length;) {
            int to = from;
            while (to < file.length && file[to] != '\n') {
                to++;
            }
            line++;
            int end = to > from && file[to - 1] == '\r' ? to - 1 : to;
            if (end > from) {
                addLine(new String(file, from, end - from, StandardCharsets.ISO_8859_1), line);
            }
            from = to + 1;
        }
        for (int b = 0; b < 256; b++) {
            if (!ids.containsKey(ByteBuffer.wrap(new byte[] {(byte) b}))) {
                throw new UserError(source + ", line " + line + ", is the last, and there was no token for the byte " + b
                        + " yet: byte-level tokens need all 256. Is the file cut off?");
            }
        }
        return tokens;
    }

    private void addLine(String text, int line) {
        int space = text.indexOf(' ');
        if (space <= 0) {
            throw fault(line, "must be a token in Base64, a space and a rank, not \"" + shown(text) + "\".");
        }
        byte[] token = token(text.substring(0, space), line);
        int rank = rank(text.substring(space + 1), line);
        while (tokens.size() < rank && specials.containsKey(tokens.size())) {
            tokens.add(new byte[0]);
        }
        if (rank < tokens.size()) {
            throw fault(line, "gives the rank " + rank + ", but " + (tokens.size() - 1) + " was there before: ranks must ascend, each once.");
        }
        if (rank > tokens.size()) {
            throw fault(line, "gives the rank " + rank + ", but no token has the rank " + tokens.size()
                    + ": ranks must have no holes but the ids of special tokens.");
        }
        if (specials.containsKey(rank)) {
            throw fault(line, "gives the rank " + rank + ", which is the id of the special token \"" + specials.get(rank) + "\".");
        }
        Integer known = ids.putIfAbsent(ByteBuffer.wrap(token), rank);
        if (known != null) {
            throw fault(line, "gives the rank " + rank + " to a token that has the rank " + known + " already.");
        }
        tokens.add(token);
    }

    private byte[] token(String base64, int line) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw fault(line, "begins with \"" + shown(base64) + "\", which is not Base64.");
        }
    }

    private int rank(String text, int line) {
        try {
            int rank = Integer.parseInt(text);
            if (rank >= 0 && rank < MergeTable.MOST_IDS) {
                return rank;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw fault(line, "ends with \"" + shown(text) + "\"; a rank is a whole number from 0 to " + (MergeTable.MOST_IDS - 1) + ".");
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private UserError fault(int line, String what) {
        return new UserError(source + ", line " + line + ", " + what);
    }
}
