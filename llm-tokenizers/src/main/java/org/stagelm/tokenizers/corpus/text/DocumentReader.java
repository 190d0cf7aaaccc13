package org.stagelm.tokenizers.corpus.text;

import java.util.Optional;
import org.stagelm.tokenizers.corpus.file.DocumentCheck;
import org.stagelm.tokenizers.corpus.file.DocumentLimit;
import org.stagelm.tokenizers.corpus.file.DocumentSource;
import org.stagelm.tokenizers.corpus.file.TextReader;

/**
 * Reads one file as documents. Without a separator the file is one document, to the letter but for a byte order mark. With one, it is cut there as
 * it is read, and white space around each document is taken off.
 */
final class DocumentReader implements DocumentSource {

    private static final int BLOCK = 1 << 16;

    private final TextReader in;
    private final Optional<String> separator;
    private final DocumentCheck check;
    private final int longest;
    private final char[] block = new char[BLOCK];
    private final StringBuilder text = new StringBuilder();
    private int begin; // of the next document in text
    private long number; // of the document read last, from 1
    private boolean ended;
    private boolean finished;

    /** @param longest a document may be, in characters */
    DocumentReader(TextReader in, Optional<String> separator, DocumentCheck check, int longest) {
        this.in = in;
        this.separator = separator;
        this.check = check;
        this.longest = longest;
    }

    @Override
    public Optional<String> read() {
        while (!finished) {
            String document = separator.isPresent() ? readUpTo(separator.get()).strip() : readAll();
            number++;
            if (finished && separator.isPresent() && document.isEmpty()) {
                return Optional.empty(); // the file ends with a separator
            }
            Optional<String> passed = check.pass(document, () -> in.file() + ", document " + number);
            if (passed.isPresent()) {
                return passed;
            }
        }
        return Optional.empty();
    }

    private String readAll() {
        while (!ended) {
            readBlock();
        }
        finished = true;
        return take(text.length(), 0);
    }

    private String readUpTo(String end) {
        int at = text.indexOf(end, begin);
        while (at < 0 && !ended) {
            int searched = text.length() - begin - end.length() + 1;
            readBlock();
            at = text.indexOf(end, begin + Math.max(searched, 0));
        }
        finished = at < 0;
        return finished ? take(text.length(), 0) : take(at, end.length());
    }

    private String take(int end, int skip) {
        String document = text.substring(begin, end);
        begin = end + skip;
        return document;
    }

    private void readBlock() {
        text.delete(0, begin);
        begin = 0;
        int count = in.read(block, 0, block.length);
        ended = count < 0;
        text.append(block, 0, Math.max(count, 0));
        if (text.length() > longest) {
            throw DocumentLimit.exceeded(in.file(), "document " + (number + 1), longest,
                    "Set corpus.documentSeparator to the text between its documents, or cut the file into several.");
        }
    }

    @Override
    public void close() {
        in.close();
    }
}
