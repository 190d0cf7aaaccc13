package org.stagelm.api;

/**
 * A mistake of the user's: a wrong config, a missing file, a prompt the tokenizer cannot read.
 *
 * <p>The message is all the user sees. It names the file, the key or the tensor, and the way to mend it. The command line prints it without a stack
 * trace and exits with 2.
 */
public class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        super(message);
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
