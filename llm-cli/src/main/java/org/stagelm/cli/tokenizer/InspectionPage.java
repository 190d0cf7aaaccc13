package org.stagelm.cli.tokenizer;

import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** One HTML page with everything in it: texts with a coloured span for each token, the table, the plots. */
final class InspectionPage {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>How tokenizers cut texts</title>
            <style>
            body { font: 16px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #222; }
            h2 { margin-top: 2em; }
            table { border-collapse: collapse; }
            td, th { padding: .2em .8em; text-align: right; border-bottom: 1px solid #ddd; }
            td:first-child, td:nth-child(2), th:first-child, th:nth-child(2) { text-align: left; }
            .text { white-space: pre-wrap; overflow-wrap: anywhere; font-family: monospace; line-height: 1.8; margin: .2em 0 1em; }
            .text span { border-radius: 3px; padding: 1px 0; }
            .c0 { background: #bcd8f5; } .c1 { background: #fbdcae; } .c2 { background: #c4ecc4; } .c3 { background: #f7c8dc; }
            .refused { color: #a00; }
            img { max-width: 100%; }
            </style>
            </head>
            <body>
            <h1>How tokenizers cut texts</h1>
            """;
    private static final int COLOURS = 4;

    private InspectionPage() {}

    /** @param plots PNG files by name */
    static String of(Inspection inspection, Map<String, byte[]> plots) {
        StringBuilder page = new StringBuilder(HEAD);
        for (int text = 0; text < inspection.texts().size(); text++) {
            page.append("<h2>").append(escaped(inspection.texts().get(text).title())).append("</h2>\n");
            for (Inspection.Named tokenizer : inspection.tokenizers()) {
                cut(page, tokenizer, inspection.cut(tokenizer, text));
            }
        }
        table(page, inspection);
        plots.forEach((name, png) -> page.append("<p><img alt=\"").append(escaped(name)).append("\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(png)).append("\"></p>\n"));
        return page.append("</body>\n</html>\n").toString();
    }

    private static void cut(StringBuilder page, Inspection.Named tokenizer, Cut cut) {
        page.append("<h3>").append(escaped(tokenizer.name())).append(cut.refusal().isPresent() ? "" : ", " + cut.tokens().size() + " tokens")
                .append("</h3>\n");
        if (cut.refusal().isPresent()) {
            page.append("<p class=\"refused\">").append(escaped(cut.refusal().get())).append("</p>\n");
            return;
        }
        page.append("<div class=\"text\" dir=\"auto\">");
        for (int i = 0; i < cut.tokens().size(); i++) {
            Cut.Token token = cut.tokens().get(i);
            page.append("<span class=\"c").append(i % COLOURS).append("\" title=\"").append(token.id()).append("\">").append(escaped(token.shown()))
                    .append("</span>");
        }
        page.append("</div>\n");
    }

    private static void table(StringBuilder page, Inspection inspection) {
        page.append("<h2>Figures</h2>\n<table>\n<tr><th>text</th><th>tokenizer</th><th>tokens</th><th>characters per token</th>"
                + "<th>bytes per token</th></tr>\n");
        for (int text = 0; text < inspection.texts().size(); text++) {
            for (Inspection.Named tokenizer : inspection.tokenizers()) {
                Cut cut = inspection.cut(tokenizer, text);
                page.append("<tr><td>").append(escaped(inspection.texts().get(text).title())).append("</td><td>").append(escaped(tokenizer.name()))
                        .append(cut.refusal().isPresent() ? "</td><td>–</td><td>–</td><td>–</td></tr>\n"
                                : String.format(Locale.ROOT, "</td><td>%d</td><td>%.2f</td><td>%.2f</td></tr>%n", cut.tokens().size(),
                                        cut.charactersPerToken(), cut.bytesPerToken()));
            }
        }
        page.append("</table>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
