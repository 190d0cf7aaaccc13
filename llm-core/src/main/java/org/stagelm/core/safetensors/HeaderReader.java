package org.stagelm.core.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stagelm.api.UserError;
import org.stagelm.core.json.Json;

/**
 * Reads and checks a header. It trusts nothing: numbers may be negative or overflow, tensors may overlap, leave holes or lie outside of the data.
 * What it allocates is bounded by the header's own size, which the caller has bounded by the file's.
 */
final class HeaderReader {

    static final String METADATA = "__metadata__";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names are as good as unique and hostile ones would fill the tables of the factory, which live as long as the process.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(3).maxNumberLength(20).maxNameLength(4096).build())
            .build();

    private final Path file;
    private final long dataLength;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /** @param dataLength bytes behind the header */
    HeaderReader(Path file, long dataLength) {
        this.file = file;
        this.dataLength = dataLength;
    }

    /** In the order of the header. */
    Map<String, TensorInfo> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    void read(byte[] header) {
        if (header[0] != '{') { // as the format demands
            throw fault("the header must begin with {");
        }
        // A reader of strict UTF-8: given bytes, Jackson would guess UTF-16 and UTF-32 as well.
        Reader text = new InputStreamReader(new ByteArrayInputStream(header), StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT));
        try (JsonParser parser = JSON.createParser(text)) {
            object(parser, "the header", () -> {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals(METADATA)) {
                    metadata(parser);
                } else {
                    tensor(parser, name);
                }
            });
            if (parser.nextToken() != null) {
                throw fault("there is text behind the header's JSON");
            }
        } catch (JsonProcessingException e) {
            throw fault("the header is not valid JSON: " + Shown.text(Json.reason(e)));
        } catch (CharacterCodingException e) {
            throw fault("the header is not UTF-8");
        } catch (IOException e) {
            throw fault("the header cannot be read: " + e.getMessage());
        }
        checkData();
    }

    private interface Member {
        void read() throws IOException;
    }

    private void object(JsonParser parser, String what, Member member) throws IOException {
        JsonToken first = parser.currentToken() == null ? parser.nextToken() : parser.currentToken();
        if (first != JsonToken.START_OBJECT) {
            throw fault(what + " must be a JSON object");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            member.read();
        }
    }

    private void metadata(JsonParser parser) throws IOException {
        object(parser, METADATA, () -> {
            String key = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw fault(METADATA + "." + Shown.name(key) + " must be a string");
            }
            metadata.put(key, parser.getText());
        });
    }

    private void tensor(JsonParser parser, String name) throws IOException {
        if (!Shown.isHarmless(name)) { // others print names as they are
            throw fault(name, "has control characters in its name");
        }
        Draft draft = new Draft();
        object(parser, "the entry of tensor " + Shown.name(name), () -> {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "dtype" -> draft.type = type(parser, name);
                case "shape" -> draft.shape = numbers(parser, name, key);
                case "data_offsets" -> draft.offsets = numbers(parser, name, key);
                default -> throw fault(name, "has an unknown key " + Shown.name(key));
            }
        });
        if (draft.type == null || draft.shape == null || draft.offsets == null) {
            throw fault(name, "needs dtype, shape and data_offsets");
        }
        tensors.put(name, checked(name, draft));
    }

    private static final class Draft {
        private ElementType type;
        private long[] shape;
        private long[] offsets;
    }

    private ElementType type(JsonParser parser, String name) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw fault(name, "dtype must be a string");
        }
        String type = parser.getText();
        return ElementType.of(type).orElseThrow(() -> fault(name, "has the dtype " + Shown.name(type) + "; readable are " + ElementType.names()));
    }

    private long[] numbers(JsonParser parser, String name, String key) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw fault(name, key + " must be an array of integers");
        }
        long[] numbers = new long[4];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw fault(name, key + " must be an array of integers");
            }
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            long number = parser.getLongValue();
            if (number < 0) {
                throw fault(name, key + " has the negative number " + number);
            }
            numbers[count++] = number;
        }
        return Arrays.copyOf(numbers, count);
    }

    private TensorInfo checked(String name, Draft draft) {
        long[] offsets = draft.offsets;
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw fault(name, "data_offsets must be [begin, end], not " + Arrays.toString(offsets));
        }
        if (offsets[1] > dataLength) {
            throw fault(name, "ends at byte " + offsets[1] + " of the data, which has " + dataLength + " bytes:"
                    + " the file is cut off or its header lies");
        }
        long bytes;
        try {
            bytes = Arrays.stream(draft.shape).reduce(draft.type.bytes(), Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw fault(name, "its shape " + Shown.shape(draft.shape) + " overflows");
        }
        if (bytes != offsets[1] - offsets[0]) {
            throw fault(name, draft.type + " " + Shown.shape(draft.shape) + " takes " + bytes + " bytes, but data_offsets " + Arrays.toString(offsets)
                    + " hold " + (offsets[1] - offsets[0]));
        }
        return new TensorInfo(name, draft.type, draft.shape, offsets[0], offsets[1]);
    }

    /** Laid end to end, the tensors are the data. */
    private void checkData() {
        List<TensorInfo> byPlace = new ArrayList<>(tensors.values());
        byPlace.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
        long end = 0;
        String before = "the beginning of the data";
        for (TensorInfo tensor : byPlace) {
            if (tensor.begin() != end) {
                throw fault(tensor.name(), "begins at byte " + tensor.begin() + " of the data, but " + before + " ends at " + end
                        + (tensor.begin() < end ? ": they overlap" : ": there is a hole between them"));
            }
            end = tensor.end();
            before = "tensor " + Shown.name(tensor.name());
        }
        if (end != dataLength) {
            throw fault("the tensors end at byte " + end + " of the data, which has " + dataLength + " bytes");
        }
    }

    private UserError fault(String tensor, String what) {
        return fault("tensor " + Shown.name(tensor) + ": " + what);
    }

    private UserError fault(String what) {
        return new UserError(file + " is not a sound safetensors file: " + what);
    }
}
