package org.stagelm.cli.tokenizer;

import java.util.Locale;
import org.stagelm.cli.output.Output;

/** Shows cuts to people: tokens in changing colours on a terminal, else with marks between. */
final class CutPrinter {

    private static final String[] BACKGROUNDS = {"\u001b[30;48;5;153m", "\u001b[30;48;5;223m", "\u001b[30;48;5;157m", "\u001b[30;48;5;218m"};
    private static final String PLAIN = "\u001b[0m";
    private static final String MARK = "|";

    private final Output output;
    private final boolean colours;

    CutPrinter(Output output, boolean colours) {
        this.output = output;
        this.colours = colours;
    }

    /** Whether people look at a terminal that has colours. */
    static boolean onTerminal() {
        String term = System.getenv("TERM");
        return System.console() != null && term != null && !"dumb".equals(term) && System.getenv("NO_COLOR") == null;
    }

    void print(Inspection inspection) {
        int name = inspection.tokenizers().stream().mapToInt(each -> each.name().length()).max().orElse(0);
        for (int text = 0; text < inspection.texts().size(); text++) {
            output.line("%s", inspection.texts().get(text).title());
            for (Inspection.Named tokenizer : inspection.tokenizers()) {
                Cut cut = inspection.cut(tokenizer, text);
                output.line("  %-" + name + "s %s", tokenizer.name(), cut.refusal().orElseGet(() -> of(cut)));
            }
        }
        output.line("");
        output.line("%-14s %-" + name + "s %8s %17s %12s", "text", "tokenizer", "tokens", "characters/token", "bytes/token");
        for (int text = 0; text < inspection.texts().size(); text++) {
            for (Inspection.Named tokenizer : inspection.tokenizers()) {
                Cut cut = inspection.cut(tokenizer, text);
                String figures = cut.refusal().isPresent() ? String.format("%8s %17s %12s", "-", "-", "-")
                        : String.format(Locale.ROOT, "%8d %17.2f %12.2f", cut.tokens().size(), cut.charactersPerToken(), cut.bytesPerToken());
                output.line("%-14s %-" + name + "s %s", inspection.texts().get(text).title(), tokenizer.name(), figures);
            }
        }
    }

    private String of(Cut cut) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cut.tokens().size(); i++) {
            String shown = cut.tokens().get(i).shown().replace("\r", "␍").replace("\n", "⏎").replace("\t", "⇥").replace("\u001b", "␛");
            line.append(colours ? BACKGROUNDS[i % BACKGROUNDS.length] : i == 0 ? "" : MARK).append(shown);
        }
        return line.append(colours ? PLAIN : "").toString();
    }
}
