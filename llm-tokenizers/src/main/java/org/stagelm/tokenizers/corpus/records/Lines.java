package org.stagelm.tokenizers.corpus.records;

import java.util.Optional;
import org.stagelm.tokenizers.corpus.file.DocumentLimit;
import org.stagelm.tokenizers.corpus.file.TextReader;

/** The lines of a file, of bounded length, without their line feeds. */
final class Lines implements AutoCloseable {

    private static final int BLOCK = 1 << 16;

    private final TextReader in;
    private final int longest;
    private final char[] block = new char[BLOCK];
    private int begin; // of what is not given out yet
    private int end;
    private long number;

    Lines(TextReader in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * The next line; empty at the end.
     *
     * @throws org.stagelm.api.UserError where it is longer than allowed
     */
    Optional<String> read() {
        if (begin == end && !fill()) {
            return Optional.empty();
        }
        number++;
        int feed = lineFeed();
        if (feed >= 0) {
            return Optional.of(take(feed));
        }
        StringBuilder line = new StringBuilder();
        do {
            line.append(block, begin, end - begin);
            if (line.length() > longest) {
                throw DocumentLimit.exceeded(in.file(), "line " + number, longest, "Is it one record per line?");
            }
            begin = end;
        } while (fill() && (feed = lineFeed()) < 0);
        return Optional.of(feed < 0 ? line.toString() : line.append(take(feed)).toString());
    }

    private int lineFeed() {
        for (int i = begin; i < end; i++) {
            if (block[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private String take(int feed) {
        String text = new String(block, begin, feed - begin);
        begin = feed + 1;
        return text;
    }

    private boolean fill() {
        begin = 0;
        end = Math.max(0, in.read(block, 0, block.length));
        return end > 0;
    }

    /** The number of the line read last, from 1. */
    long number() {
        return number;
    }

    @Override
    public void close() {
        in.close();
    }
}
