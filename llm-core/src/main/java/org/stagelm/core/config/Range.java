package org.stagelm.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import org.stagelm.api.component.Setting;

/** The numbers a setting allows. */
record Range(double min, double max, double above, double below, String unit) {

    static Range of(Setting setting) {
        return new Range(setting.min(), setting.max(), setting.above(), setting.below(), setting.unit());
    }

    /** Checks a number, or each number of a list. */
    void check(JsonNode node, String at, Faults faults) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), at + "[" + i + "]", faults);
            }
        } else if (node.isNumber()) {
            double x = node.doubleValue();
            if (x < min || x > max || x <= above || x >= below) {
                faults.add(at, "must be " + describe() + (unit.isEmpty() ? "" : " " + unit) + ", not " + node);
            }
        }
    }

    /** Such as {@code at least 1 and below 2}; empty where any number is allowed. */
    String describe() {
        StringBuilder text = new StringBuilder();
        append(text, min, "at least ");
        append(text, above, "above ");
        append(text, max, "at most ");
        append(text, below, "below ");
        return text.toString();
    }

    private static void append(StringBuilder text, double bound, String words) {
        if (!Double.isInfinite(bound)) {
            text.append(text.isEmpty() ? "" : " and ").append(words).append(number(bound));
        }
    }

    static String number(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
    }
}
