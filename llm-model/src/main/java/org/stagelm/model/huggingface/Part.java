package org.stagelm.model.huggingface;

import java.util.Optional;
import org.stagelm.api.component.Choice;

/** Recognises the parts of a decoder that another library has too. */
final class Part {

    private Part() {}

    /** The settings of a choice, where it is of this type; a plugin of that name with other settings is another type. */
    static <S extends Record> Optional<S> of(Choice<?> choice, String type, Class<S> settings) {
        return choice.settings().filter(s -> choice.type().equals(type)).filter(settings::isInstance).map(settings::cast);
    }
}
