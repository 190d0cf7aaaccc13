package org.stagelm.cli.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.cli.output.Output;
import org.stagelm.core.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagelm tokenizer decode}: ids to text. */
@Command(name = "decode", mixinStandardHelpOptions = true, description = "The text of token ids, which are given as arguments or on standard input.")
final class DecodeCommand implements Callable<Integer> {

    private static final Pattern BETWEEN_IDS = Pattern.compile("[\\s,\\[\\]]+");

    @Option(names = TokenizerArgument.OPTION, paramLabel = TokenizerArgument.LABEL, required = true, description = TokenizerArgument.DESCRIPTION)
    private String tokenizer;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Ids, with spaces or commas between; default: those on standard input.")
    private List<String> given = List.of();

    @Option(names = "--lines", description = "Each line of standard input is a text of its own; for each a JSON string is printed.")
    private boolean lines;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        if (lines && !given.isEmpty()) {
            throw new UserError("--lines reads standard input: leave the ids out");
        }
        Tokenizer opened = TokenizerArgument.open(tokenizer);
        if (lines) {
            StandardInput.lines(line -> output.object(Json.mapper().getNodeFactory().textNode(text(opened, line.text(), line.place()))));
            return 0;
        }
        String text = given.isEmpty() ? text(opened, StandardInput.text(), "standard input") : text(opened, String.join(" ", given), "the ids");
        if (output.json()) {
            output.object(Json.mapper().createObjectNode().put("text", text));
        } else {
            output.line("%s", text);
        }
        return 0;
    }

    /** @param place where the ids stand, for messages */
    private static String text(Tokenizer opened, String ids, String place) {
        List<Integer> all = new ArrayList<>();
        for (String id : BETWEEN_IDS.split(ids)) {
            if (!id.isEmpty()) {
                all.add(id(id, place, opened.vocabularySize()));
            }
        }
        return opened.decode(all.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int id(String text, String place, int vocabulary) {
        try {
            int id = Integer.parseInt(text);
            if (id >= 0 && id < vocabulary) {
                return id;
            }
        } catch (NumberFormatException e) {
            throw new UserError(place + ": \"" + text + "\" is no id: ids are whole numbers with spaces or commas between", e);
        }
        throw new UserError(place + ": the id " + text + " is out of range: the tokenizer has " + vocabulary + " tokens, 0 to " + (vocabulary - 1));
    }
}
