package org.stagelm.cli.tokenizer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.stagelm.api.UserError;
import org.stagelm.cli.output.Output;
import org.stagelm.core.file.AtomicFiles;
import org.stagelm.core.json.Json;
import org.stagelm.experiment.SavedTokenizer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagelm tokenizer inspect}: how tokenizers cut the same texts. */
@Command(name = "inspect", mixinStandardHelpOptions = true, description = "Show how tokenizers cut the same texts: examples of ordinary English,"
        + " misspellings, other languages, numbers and code, or a text of yours.")
final class InspectCommand implements Callable<Integer> {

    static final String PAGE = "tokenizers.html";

    @Option(names = TokenizerArgument.OPTION, paramLabel = TokenizerArgument.LABEL, required = true, description = TokenizerArgument.DESCRIPTION
            + " Give it several times to compare.")
    private List<String> tokenizers;

    @ArgGroup
    private Input input = new Input();

    static final class Input {

        @Option(names = "--text", paramLabel = "TEXT", description = "The text to cut.")
        private String text;

        @Option(names = "--file", paramLabel = "FILE", description = "The text to cut.")
        private Path file;
    }

    @Option(names = "--out", paramLabel = "DIR", description = "Write " + PAGE + ", and plots of characters per token, token lengths and frequencies"
            + " as PNG files; must not exist, or be empty.")
    private Path out;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        if (out != null) {
            SavedTokenizer.requireUnused(out);
        }
        List<SampleText> texts = texts();
        Inspection inspection = Inspection.of(tokenizers.stream().distinct()
                .map(name -> new Inspection.Named(name, TokenizerArgument.open(name))).toList(), texts);
        new CutPrinter(output, CutPrinter.onTerminal() && !output.json()).print(inspection);
        if (out != null) {
            write(inspection);
            output.line("%s: %s and plots", out, PAGE);
        }
        if (output.json()) {
            output.object(object(inspection));
        }
        return 0;
    }

    private List<SampleText> texts() {
        List<SampleText> texts = input.text != null ? List.of(new SampleText("text", input.text))
                : input.file != null ? List.of(new SampleText(String.valueOf(input.file.getFileName()), StandardInput.text(input.file)))
                : SampleText.EXAMPLES;
        if (texts.stream().anyMatch(text -> text.text().isEmpty())) {
            throw new UserError("the text is empty: there is nothing to cut");
        }
        return texts;
    }

    private void write(Inspection inspection) {
        AtomicFiles.writeFolder(out, temporary -> {
            Map<String, byte[]> plots = InspectionPlots.draw(inspection);
            for (Map.Entry<String, byte[]> plot : plots.entrySet()) {
                Files.write(temporary.resolve(plot.getKey()), plot.getValue());
            }
            Files.writeString(temporary.resolve(PAGE), InspectionPage.of(inspection, plots));
        });
    }

    private static ObjectNode object(Inspection inspection) {
        ObjectNode all = Json.mapper().createObjectNode();
        ArrayNode cuts = all.putArray("cuts");
        for (int text = 0; text < inspection.texts().size(); text++) {
            for (Inspection.Named tokenizer : inspection.tokenizers()) {
                Cut cut = inspection.cut(tokenizer, text);
                ObjectNode row = cuts.addObject().put("text", inspection.texts().get(text).title()).put("tokenizer", tokenizer.name());
                cut.refusal().ifPresentOrElse(why -> row.put("error", why), () -> row.put("tokens", cut.tokens().size())
                        .put("charactersPerToken", cut.charactersPerToken()).put("bytesPerToken", cut.bytesPerToken()));
            }
        }
        return all;
    }
}
