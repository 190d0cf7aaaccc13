package org.stagelm.experiment;

import com.google.inject.ProvisionException;
import com.google.inject.spi.Message;
import java.util.function.Supplier;
import org.stagelm.api.UserError;

/** Takes the user's mistake out of the container's exception. */
final class Instances {

    private Instances() {}

    /** What {@code work} gives, which takes instances out of a container. */
    static <T> T of(Supplier<T> work) {
        try {
            return work.get();
        } catch (ProvisionException e) {
            for (Message message : e.getErrorMessages()) {
                if (message.getCause() instanceof UserError mistake) {
                    throw mistake;
                }
            }
            throw e;
        }
    }
}
