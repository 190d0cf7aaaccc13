package org.stagelm.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which known name was probably meant. */
final class Nearest {

    private Nearest() {}

    /** {@code ; did you mean "x"?}, or nothing where no name is near. */
    static String hint(String given, Collection<String> known) {
        int near = Math.max(2, given.length() / 3);
        Optional<String> best = known.stream().min(Comparator.comparingInt(name -> distance(given, name)));
        return best.filter(name -> distance(given, name) <= near).map(name -> "; did you mean \"" + name + "\"?").orElse("");
    }

    /** Levenshtein's distance, upper and lower case being alike. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int substituted = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
