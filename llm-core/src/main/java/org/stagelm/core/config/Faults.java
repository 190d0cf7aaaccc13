package org.stagelm.core.config;

import java.util.ArrayList;
import java.util.List;
import org.stagelm.api.UserError;

/** The faults of one config, reported together. */
public final class Faults {

    private record Fault(String path, String message) {}

    private final List<Fault> found = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    public void add(String path, String message) {
        found.add(new Fault(path, message));
    }

    /** Something the user should know that is no fault. */
    void notice(String text) {
        notices.add(text);
    }

    public List<String> notices() {
        return List.copyOf(notices);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** True where {@code path} itself or something below it has a fault. */
    boolean at(String path) {
        return found.stream().anyMatch(f -> f.path().equals(path) || f.path().startsWith(path + ".") || f.path().startsWith(path + "["));
    }

    /** True where a key directly below {@code path} has a fault. */
    boolean directlyBelow(String path) {
        return found.stream().anyMatch(f -> f.path().startsWith(path + ".") && f.path().indexOf('.', path.length() + 1) < 0);
    }

    /**
     * @param source what was read, such as the file's name
     * @throws UserError with all faults, numbered, where there is one
     */
    public void throwIfAny(String source) {
        if (found.isEmpty()) {
            return;
        }
        StringBuilder report = new StringBuilder(source).append(found.size() == 1 ? " has a fault:" : " has " + found.size() + " faults:");
        for (int i = 0; i < found.size(); i++) {
            Fault f = found.get(i);
            report.append("\n  ").append(i + 1).append(") ").append(f.path().isEmpty() ? "" : f.path() + ": ").append(f.message());
        }
        throw new UserError(report.toString());
    }

    /** {@code a.b} below {@code path}. */
    static String below(String path, String key) {
        return path.isEmpty() ? key : key.isEmpty() ? path : path + "." + key;
    }
}
