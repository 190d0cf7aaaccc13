package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Optional;

/** Between the records of the parts and JSON: every key must be there, and no other. */
final class Parts {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .addModule(new SimpleModule().addDeserializer(Optional.class, new OptionalFlagReader())
                    .addSerializer(Optional.class, new OptionalFlagWriter()))
            .build();

    static {
        for (Class<?> part : new Class<?>[] {Normalizer.class, PreTokenizer.class, PostProcessor.class, Decoder.class}) {
            MAPPER.registerSubtypes(part.getPermittedSubclasses());
        }
    }

    private Parts() {}

    /** The only optional setting of a part is a truth value. */
    @SuppressWarnings("rawtypes")
    private static final class OptionalFlagReader extends StdDeserializer<Optional> {

        private static final long serialVersionUID = 1;

        OptionalFlagReader() {
            super(Optional.class);
        }

        @Override
        public Optional<?> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Optional.of(context.readValue(parser, Boolean.class));
        }

        @Override
        public Optional<?> getNullValue(DeserializationContext context) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class OptionalFlagWriter extends StdSerializer<Optional> {

        private static final long serialVersionUID = 1;

        OptionalFlagWriter() {
            super(Optional.class);
        }

        @Override
        public void serialize(Optional value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeObject(value.isPresent() ? value.get() : null);
        }
    }
}
