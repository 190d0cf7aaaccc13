package org.stagelm.training.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.stagelm.training.metrics.JsonLines;
import org.stagelm.training.run.RunFiles;

/** The text of report.html. */
final class ReportPage {

    /** A run may have sampled thousands of times; the last ones show what the model can do. */
    private static final int MOST_SAMPLES = 20;

    private ReportPage() {}

    static String html(RunFiles files, LossHistory history, Optional<String> plotBase64) throws IOException {
        String name = escaped(files.folder().toAbsolutePath().normalize().getFileName().toString());
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>").append(name).append("</title>\n");
        page.append("<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
                + "table{border-collapse:collapse}td{padding:.2rem 1.5rem .2rem 0;border-bottom:1px solid #ddd}"
                + "pre{background:#f5f5f5;padding:1rem;overflow:auto;white-space:pre-wrap}img{max-width:100%}</style>\n</head>\n<body>\n");
        page.append("<h1>").append(name).append("</h1>\n");
        numbers(page, history);
        plotBase64.ifPresent(png -> page.append("<h2>Loss</h2>\n<img alt=\"loss over steps\" src=\"data:image/png;base64,").append(png)
                .append("\">\n"));
        samples(page, files.samples());
        if (Files.exists(files.config())) {
            page.append("<h2>Config</h2>\n<pre>").append(escaped(Files.readString(files.config()))).append("</pre>\n");
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private static void numbers(StringBuilder page, LossHistory history) {
        page.append("<table>\n");
        row(page, "steps", Long.toString(history.step()));
        row(page, "tokens trained on", String.format(Locale.ROOT, "%,d", history.tokens()));
        row(page, "training loss, last step", loss(history.trainLoss()));
        row(page, "validation loss, last", loss(history.validationLoss()));
        row(page, "validation loss, lowest", loss(history.best()) + (Double.isNaN(history.best()) ? "" : " at step " + history.bestStep()));
        page.append("</table>\n<p>Losses are in nats per token.</p>\n");
    }

    private static void row(StringBuilder page, String name, String value) {
        page.append("<tr><td>").append(name).append("</td><td>").append(value).append("</td></tr>\n");
    }

    private static String loss(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static void samples(StringBuilder page, Path file) {
        Deque<String> last = new ArrayDeque<>();
        JsonLines.read(file, line -> {
            last.addLast("<h3>step " + line.get("step").asLong() + "</h3>\n<pre><b>" + escaped(line.path("prompt").asText()) + "</b>"
                    + escaped(line.path("text").asText()) + "</pre>\n");
            if (last.size() > MOST_SAMPLES) {
                last.removeFirst();
            }
        });
        if (!last.isEmpty()) {
            page.append("<h2>Samples</h2>\n");
            last.forEach(page::append);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
