package org.stagelm.cli.output;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.stagelm.api.Progress;

/** Draws progress on standard error: a bar with rate and time left on a terminal, else a plain line now and then. */
public final class TerminalProgress implements Progress {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final PrintStream out;
    private final boolean terminal;

    public TerminalProgress() {
        this(System.err, System.console() != null && System.getenv("TERM") != null && !"dumb".equals(System.getenv("TERM")));
    }

    TerminalProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public Task start(String name, long total, String unit) {
        return terminal ? new Bar(name, total, unit) : new Lines(name, total, unit);
    }

    private final class Bar implements Task {

        private final ProgressBar bar;

        Bar(String name, long total, String unit) {
            bar = new ProgressBarBuilder().setTaskName(name).setInitialMax(total).setUnit(" " + unit, 1).showSpeed()
                    .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(200).setConsumer(new ConsoleProgressBarConsumer(out)).build();
        }

        @Override
        public void at(long done) {
            bar.stepTo(done);
        }

        @Override
        public void note(String text) {
            bar.setExtraMessage(" " + text);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private final class Lines implements Task {

        private final String name;
        private final long total;
        private final String unit;
        private final long start = System.nanoTime();
        private long first = -1;
        private long last = start;
        private long done;
        private String note = "";

        Lines(String name, long total, String unit) {
            this.name = name;
            this.total = total;
            this.unit = unit;
        }

        @Override
        public void at(long now) {
            if (first < 0) {
                first = now;
            }
            done = now;
            if (System.nanoTime() - last >= BETWEEN_LINES.toNanos()) {
                last = System.nanoTime();
                print();
            }
        }

        @Override
        public void note(String text) {
            note = text;
        }

        @Override
        public void close() {
            print();
        }

        private void print() {
            double seconds = (System.nanoTime() - start) / 1e9;
            double rate = (done - Math.max(0, first)) / Math.max(1e-9, seconds);
            String left = total > done && rate > 0 ? String.format(", %.0f s left", (total - done) / rate) : "";
            out.printf("%s: %d%s %s, %.4g %s/s%s%s%n", name, done, total < 0 ? "" : " of " + total, unit, rate, unit, left,
                    note.isEmpty() ? "" : ", " + note);
        }
    }
}
