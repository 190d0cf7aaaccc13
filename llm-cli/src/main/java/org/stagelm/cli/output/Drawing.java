package org.stagelm.cli.output;

/** Pictures are drawn into memory, which needs no screen, and servers have none. */
public final class Drawing {

    private static final String HEADLESS = "java.awt.headless";

    private Drawing() {}

    /** To be called before anything is drawn; what the user has set stays. */
    public static void withoutScreen() {
        if (System.getProperty(HEADLESS) == null) {
            System.setProperty(HEADLESS, "true");
        }
    }
}
