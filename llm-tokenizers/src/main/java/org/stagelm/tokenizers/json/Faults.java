package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stagelm.api.UserError;

/** The messages of what is wrong with one file. */
record Faults(Path file) {

    UserError fault(String what) {
        return new UserError(file + " " + what);
    }

    UserError unsupported(String found) {
        return new UserError(file + ": " + found + " is not supported.");
    }

    /** A key that must be null, false, 0 or empty, because it would change the ids. */
    void absent(JsonNode parent, String key) {
        JsonNode node = parent.path(key);
        boolean none = node.isMissingNode() || node.isNull() || node.isTextual() && node.textValue().isEmpty()
                || node.isBoolean() && !node.booleanValue() || node.isNumber() && node.doubleValue() == 0;
        if (!none) {
            throw unsupported(key + " " + shown(node.isTextual() ? node.textValue() : node.toString()));
        }
    }

    /** @return the part under a key as a record */
    <T> T part(JsonNode node, String key, Class<T> type) {
        try {
            return Parts.MAPPER.treeToValue(node, type);
        } catch (InvalidTypeIdException e) {
            String known = Stream.of(type.getPermittedSubclasses()).map(Class::getSimpleName).collect(Collectors.joining(", "));
            throw new UserError(file + ": the " + key + " " + e.getTypeId() + " is not supported; those are: " + known + ".", e);
        } catch (UnrecognizedPropertyException e) {
            throw new UserError(file + ": " + where(key, e) + " is not known here; known are: "
                    + e.getKnownPropertyIds().stream().map(Object::toString).sorted().collect(Collectors.joining(", ")) + ".", e);
        } catch (ValueInstantiationException e) {
            throw new UserError(file + ": " + where(key, e) + ": " + e.getCause().getMessage() + ".", e);
        } catch (JsonMappingException e) {
            throw new UserError(file + ": " + where(key, e) + ": " + firstLine(e) + ".", e);
        } catch (JsonProcessingException e) {
            throw new UserError(file + ": " + key + ": " + firstLine(e) + ".", e);
        }
    }

    private static String where(String key, JsonMappingException e) {
        return key + e.getPath().stream().map(step -> step.getFieldName() != null ? "." + step.getFieldName() : "[" + step.getIndex() + "]")
                .collect(Collectors.joining());
    }

    private static String firstLine(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("cannot be read").replaceAll(" \\(class [^)]*\\)| of type `[^`]*`", "");
    }

    static String shown(String text) {
        return "\"" + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + "\"";
    }
}
