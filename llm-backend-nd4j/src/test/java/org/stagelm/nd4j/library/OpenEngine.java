package org.stagelm.nd4j.library;

import org.stagelm.api.UserError;
import org.stagelm.nd4j.Nd4jPlugin;

/** Opens the engine as the registry does and prints what a user would see; run in a JVM of its own. */
final class OpenEngine {

    private OpenEngine() {}

    public static void main(String[] arguments) {
        Nd4jPlugin plugin = new Nd4jPlugin();
        try {
            plugin.create(plugin.defaults(), null);
            System.out.println("opened");
        } catch (UserError e) {
            System.out.println("UserError: " + e.getMessage());
        }
    }
}
