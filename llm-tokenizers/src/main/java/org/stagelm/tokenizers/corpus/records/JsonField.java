package org.stagelm.tokenizers.corpus.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the text of one field in a JSON value, without building the value. A value that is a text itself is taken as it is. */
final class JsonField {

    private static final int NAMED = 20;

    private final List<String> path;

    /** @param path names, with dots between those of nested objects */
    JsonField(String path) {
        this.path = List.of(path.split("\\.", -1));
    }

    /** A key given twice is an error, as in all JSON that is read here. */
    static JsonFactory parsers(int longest) {
        return JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(longest).build()).build();
    }

    /** Reads the value that begins with the parser's current token, to its end. */
    Entry read(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING ? Entry.of(json.getText()) : find(json, 0);
    }

    private Entry find(JsonParser json, int depth) throws IOException {
        if (depth == path.size()) {
            return text(json);
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            String what = depth == 0 ? "the record is " : "the field " + name(depth) + " is ";
            json.skipChildren();
            return Entry.broken(what + kind(json.currentToken()) + ", not an object");
        }
        Optional<Entry> found = Optional.empty();
        List<String> others = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals(path.get(depth))) {
                found = Optional.of(find(json, depth + 1));
            } else {
                if (others.size() <= NAMED) {
                    others.add(name);
                }
                json.skipChildren();
            }
        }
        return found.orElseGet(() -> Entry.broken("has no field " + name(depth + 1) + "; " + there(others)));
    }

    private Entry text(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return Entry.of(json.getText());
        }
        json.skipChildren();
        return token == JsonToken.VALUE_NULL ? Entry.of("") : Entry.broken("the field " + name(path.size()) + " is " + kind(token) + ", not text");
    }

    private String name(int depth) {
        return "\"" + String.join(".", path.subList(0, depth)) + "\"";
    }

    private static String there(List<String> names) {
        return names.isEmpty() ? "there are none" : "there are " + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (names.size() > NAMED ? " and more" : "");
    }

    /** What of JSON is deeper or longer than the parser takes; such an exception has no place. */
    static String excess(StreamConstraintsException e) {
        return "more than can be read: " + e.getOriginalMessage().replaceFirst(", from `[^`]*`", "");
    }

    static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "a list";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_STRING -> "a text";
            default -> "null";
        };
    }
}
