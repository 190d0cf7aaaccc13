package org.stagelm.experiment;

import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Message;
import org.stagelm.api.UserError;

/** Takes instances out of a container, and the user's mistake out of the container's exceptions. */
final class Instances {

    private Instances() {}

    static <T> T of(Injector injector, Class<T> type) {
        try {
            return injector.getInstance(type);
        } catch (ProvisionException e) {
            throw cause(e, e.getErrorMessages());
        }
    }

    private static RuntimeException cause(RuntimeException e, Iterable<Message> messages) {
        for (Message message : messages) {
            if (message.getCause() instanceof UserError mistake) {
                return mistake;
            }
        }
        return e;
    }
}
