package org.stagelm.tokenizers.corpus.file;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What whole passes over a corpus left out. The first is logged; the last is kept for those who ask. */
public final class LeftOut {

    private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);

    private final AtomicBoolean logged = new AtomicBoolean();
    private volatile Map<String, Long> last = Map.of();

    /** A pass has come to its end. */
    public void ended(Tally tally, String source) {
        last = tally.counts();
        if (!last.isEmpty() && logged.compareAndSet(false, true)) {
            LOG.info("{}: left out {}", source,
                    last.entrySet().stream().map(each -> each.getValue() + " " + each.getKey()).collect(Collectors.joining(", ")));
        }
    }

    /** By reason; empty before a pass has ended. */
    public Map<String, Long> counts() {
        return last;
    }
}
