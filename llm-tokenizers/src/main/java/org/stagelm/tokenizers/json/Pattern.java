package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/**
 * What is looked for: {@code {"String": …}} or {@code {"Regex": …}}.
 *
 * @param regex whether {@code text} is a regular expression, in Oniguruma's language
 */
public record Pattern(boolean regex, String text) {

    private static final String LITERAL = "String";
    private static final String EXPRESSION = "Regex";

    public static Pattern literal(String text) {
        return new Pattern(false, text);
    }

    public static Pattern expression(String text) {
        return new Pattern(true, text);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Pattern of(Map<String, String> json) {
        String kind = json.size() == 1 ? json.keySet().iterator().next() : "";
        String text = json.get(kind);
        if (text == null || !kind.equals(LITERAL) && !kind.equals(EXPRESSION)) {
            throw new IllegalArgumentException("a pattern is {\"String\": …} or {\"Regex\": …}, not " + json);
        }
        return new Pattern(kind.equals(EXPRESSION), text);
    }

    @JsonValue
    Map<String, String> json() {
        return Map.of(regex ? EXPRESSION : LITERAL, text);
    }
}
