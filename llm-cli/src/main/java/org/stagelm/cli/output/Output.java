package org.stagelm.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Locale;
import org.stagelm.core.json.Json;
import picocli.CommandLine.Option;

/** Where a command's result goes. With {@code --json} it is one object, the last line of standard output; all else goes to standard error. */
public final class Output {

    @Option(names = "--json", description = "Print the result as one JSON object, the last line of standard output.")
    private boolean json;

    public boolean json() {
        return json;
    }

    public void line(String format, Object... values) {
        people().println(String.format(Locale.ROOT, format, values));
    }

    /** Text of the result while it comes, without a line's end. */
    public void text(String text) {
        people().print(text);
        people().flush();
    }

    public void object(JsonNode object) {
        System.out.println(Json.compact(object));
    }

    private PrintStream people() {
        return json ? System.err : System.out;
    }
}
