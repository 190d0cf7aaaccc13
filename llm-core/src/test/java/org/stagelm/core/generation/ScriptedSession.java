package org.stagelm.core.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Says one thing after the other, whatever it reads, and remembers what it was given. */
final class ScriptedSession implements NextToken {

    private final int context;
    private final float[] base;
    private final int[] script;
    private int said;
    private int length;

    /** Each call's ids; an empty list stands for a reset. */
    final List<List<Integer>> calls = new ArrayList<>();

    ScriptedSession(int context, int vocabulary, int... script) {
        this(context, new float[vocabulary], script);
    }

    ScriptedSession(int context, float[] base, int... script) {
        this.context = context;
        this.base = base;
        this.script = script;
    }

    @Override
    public float[] next(int... newIds) {
        if (newIds.length == 0 || length + newIds.length > context) {
            throw new IllegalArgumentException();
        }
        calls.add(Arrays.stream(newIds).boxed().toList());
        length += newIds.length;
        float[] logits = base.clone();
        logits[script[said++ % script.length]]++;
        return logits;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int context() {
        return context;
    }

    @Override
    public int vocabulary() {
        return base.length;
    }

    @Override
    public void reset() {
        length = 0;
        calls.add(List.of());
    }

    @Override
    public void close() {
        reset();
    }
}
