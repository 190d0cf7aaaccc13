package org.stagelm.tokenizers.learning;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Cuts a text where special tokens are spelled out in it, and leaves them out. Of spellings that begin at one place the longest counts. */
public final class SpecialCuts {

    private final List<String> spellings;

    /** @param spellings none of them empty */
    public SpecialCuts(List<String> spellings) {
        this.spellings = spellings.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    /** Gives the parts between special tokens in their order; none of them is empty. */
    public void forEachPart(String text, Consumer<String> consumer) {
        int[] places = new int[spellings.size()]; // where each is found next
        for (int i = 0; i < places.length; i++) {
            places[i] = find(text, i, 0);
        }
        int from = 0;
        for (int first = first(places); first >= 0; first = first(places)) {
            give(text, from, places[first], consumer);
            from = places[first] + spellings.get(first).length();
            for (int i = 0; i < places.length; i++) {
                places[i] = places[i] < from ? find(text, i, from) : places[i];
            }
        }
        give(text, from, text.length(), consumer);
    }

    /** Which spelling is found next; -1 where none is. */
    private static int first(int[] places) {
        int first = -1;
        for (int i = 0; i < places.length; i++) {
            if (places[i] < Integer.MAX_VALUE && (first < 0 || places[i] < places[first])) {
                first = i;
            }
        }
        return first;
    }

    private int find(String text, int spelling, int from) {
        int at = text.indexOf(spellings.get(spelling), from);
        return at < 0 ? Integer.MAX_VALUE : at;
    }

    private static void give(String text, int from, int to, Consumer<String> consumer) {
        if (from < to) {
            consumer.accept(text.substring(from, to));
        }
    }
}
