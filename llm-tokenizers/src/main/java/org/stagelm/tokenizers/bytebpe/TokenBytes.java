package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;
import java.util.List;

/** The bytes of each token, one behind the other in one array, and the token of given bytes. */
final class TokenBytes {

    /** No token has these bytes. */
    static final int NONE = -1;

    /** Ids are below 2^20; the bits above spare a look at most tokens that are not the one. */
    private static final int ID_MASK = (1 << 21) - 1;

    private final byte[] bytes;
    private final int[] starts;
    private final int[] table; // id + 1 and above it bits of the hash, 0 where empty; at most half full

    /** @param tokens the bytes of each id; none for a token that stands for no text */
    TokenBytes(List<byte[]> tokens) {
        int size = tokens.size();
        starts = new int[size + 1];
        for (int id = 0; id < size; id++) {
            starts[id + 1] = Math.addExact(starts[id], tokens.get(id).length);
        }
        bytes = new byte[starts[size]];
        table = new int[Integer.highestOneBit(Math.max(size, 8)) * 4];
        for (int id = 0; id < size; id++) {
            byte[] token = tokens.get(id);
            System.arraycopy(token, 0, bytes, starts[id], token.length);
            if (token.length > 0) {
                int hash = hash(token, 0, token.length);
                int at = hash & table.length - 1;
                while (table[at] != 0) {
                    at = at + 1 & table.length - 1;
                }
                table[at] = hash & ~ID_MASK | id + 1;
            }
        }
    }

    int size() {
        return starts.length - 1;
    }

    int length(int id) {
        return starts[id + 1] - starts[id];
    }

    byte[] get(int id) {
        return Arrays.copyOfRange(bytes, starts[id], starts[id + 1]);
    }

    /** Writes the bytes of a token. */
    void copy(int id, byte[] to, int at) {
        System.arraycopy(bytes, starts[id], to, at, length(id));
    }

    /** The id of the token with the bytes {@code text[from, to)}, the smallest where there are several; {@link #NONE} where there is none. */
    int find(byte[] text, int from, int to) {
        int hash = hash(text, from, to - from);
        int at = hash & table.length - 1;
        while (table[at] != 0) {
            int id = (table[at] & ID_MASK) - 1;
            if (((table[at] ^ hash) & ~ID_MASK) == 0 && Arrays.equals(bytes, starts[id], starts[id + 1], text, from, to)) {
                return id;
            }
            at = at + 1 & table.length - 1;
        }
        return NONE;
    }

    private static int hash(byte[] text, int from, int length) {
        if (length <= PieceKey.LONGEST) {
            return (int) (PieceKey.hash(PieceKey.low(text, from, length), PieceKey.high(text, from, length)) >>> 32);
        }
        long hash = length;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ text[i] & 0xFF) * 0x100000001B3L;
        }
        return (int) (hash ^ hash >>> 32);
    }
}
