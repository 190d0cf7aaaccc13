package org.stagelm.cli.tokenizer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.cli.output.Output;
import org.stagelm.core.json.Json;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagelm tokenizer encode}: text to ids. */
@Command(name = "encode", mixinStandardHelpOptions = true, description = "The token ids of a text, which is read from standard input as it is.")
final class EncodeCommand implements Callable<Integer> {

    @Option(names = TokenizerArgument.OPTION, paramLabel = TokenizerArgument.LABEL, required = true, description = TokenizerArgument.DESCRIPTION)
    private String tokenizer;

    @ArgGroup
    private Input input = new Input();

    static final class Input {

        @Option(names = "--text", paramLabel = "TEXT", description = "The text, instead of standard input.")
        private String text;

        @Option(names = "--lines", description = "Each line of standard input is a JSON string; for each a JSON object is printed.")
        private boolean lines;
    }

    @Option(names = "--allow-special", paramLabel = "TOKEN", split = ",", description = "Special tokens that their spelling in the text stands for,"
            + " such as <|endoftext|>; default: none, all is plain text.")
    private Set<String> allowed = new LinkedHashSet<>();

    @Option(names = "--prompt", description = "With the special tokens that the tokenizer puts around a text.")
    private boolean prompt;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        if (prompt && !allowed.isEmpty()) {
            throw new UserError("--prompt and --allow-special exclude each other: name the tokens that begin and end the text in the text");
        }
        Tokenizer opened = TokenizerArgument.open(tokenizer);
        if (input.lines) {
            StandardInput.lines(line -> output.object(object(opened, encode(opened, line.unquoted()))));
            return 0;
        }
        int[] ids = encode(opened, input.text != null ? input.text : StandardInput.text());
        if (output.json()) {
            output.object(object(opened, ids));
        } else {
            output.line("%s", Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
        }
        return 0;
    }

    private int[] encode(Tokenizer opened, String text) {
        return prompt ? opened.encodePrompt(text) : allowed.isEmpty() ? opened.encode(text) : opened.encode(text, allowed);
    }

    private static ObjectNode object(Tokenizer opened, int[] ids) {
        ObjectNode object = Json.mapper().createObjectNode();
        Arrays.stream(ids).forEach(object.putArray("ids")::add);
        Arrays.stream(ids).mapToObj(opened::token).forEach(object.putArray("tokens")::add);
        return object;
    }
}
