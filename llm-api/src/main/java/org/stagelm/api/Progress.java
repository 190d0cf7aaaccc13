package org.stagelm.api;

/** Where long work reports how far it is. The command line draws a bar from it; a library user may ignore it. */
public interface Progress {

    /** Begins a task of {@code total} units (for example {@code "steps"}, {@code "MB"}); less than 0 where the total is unknown. */
    Task start(String name, long total, String unit);

    /** One task under way. */
    interface Task extends AutoCloseable {

        /** Sets how many units are done. */
        void at(long done);

        /** A short text beside the bar, for example the current loss. */
        void note(String text);

        @Override
        void close();
    }

    /** Reports nothing. */
    static Progress none() {
        return (name, total, unit) -> new Task() {
            @Override
            public void at(long done) {}

            @Override
            public void note(String text) {}

            @Override
            public void close() {}
        };
    }
}
