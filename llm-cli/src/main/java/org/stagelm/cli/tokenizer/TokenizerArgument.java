package org.stagelm.cli.tokenizer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.core.registry.Registry;
import org.stagelm.experiment.SavedTokenizer;

/** What {@code --tokenizer} names: a path, or a component that needs no text to learn from. A path that is there comes before a type of its name. */
public final class TokenizerArgument {

    public static final String OPTION = "--tokenizer";
    public static final String LABEL = "TYPE|JSON|PATH";
    public static final String DESCRIPTION = "A tokenizer: a tokenizer.json or tokenizer.model, a folder with one, a run folder, a type that has"
            + " nothing to learn, such as gpt2, or its config in JSON.";

    private static final Pattern TYPE = Pattern.compile("[a-z0-9-]+");

    private TokenizerArgument() {}

    /** @throws UserError where it is neither path nor type, or the tokenizer cannot be had without training */
    public static Tokenizer open(String argument) {
        if (!ComponentArgument.isJson(argument) && Files.exists(Path.of(argument))) {
            return SavedTokenizer.open(Path.of(argument));
        }
        if (!ComponentArgument.isJson(argument) && !TYPE.matcher(argument).matches()) {
            throw new UserError(OPTION + " " + argument + ": there is no such file or folder");
        }
        Registry registry = Registry.load();
        String source = OPTION + (ComponentArgument.isJson(argument) ? "" : " " + argument + " (there is no such file either)");
        Choice<TokenizerFactory> choice = ComponentArgument.read(registry, argument, TokenizerFactory.class, source);
        TokenizerFactory factory = registry.make(choice, registry.context());
        try {
            return factory.train(Stream.empty(), Progress.none());
        } catch (UserError e) {
            throw new UserError(OPTION + " " + argument + ": there is no such tokenizer before it is trained (stagelm tokenizer train) or its files"
                    + " are named: " + e.getMessage(), e);
        }
    }
}
