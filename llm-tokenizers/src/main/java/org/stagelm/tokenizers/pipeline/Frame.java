package org.stagelm.tokenizers.pipeline;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.json.PostProcessor;

/** The ids that stand before and behind a text. */
record Frame(List<Integer> before, List<Integer> after) {

    static final Frame NONE = new Frame(List.of(), List.of());

    /** @throws UserError where a template does not name the text exactly once */
    static Frame of(PostProcessor processor) {
        if (processor instanceof PostProcessor.Sequence sequence) {
            return sequence.processors().stream().map(Frame::of).reduce(NONE, (inner, outer) -> outer.around(inner));
        }
        if (processor instanceof PostProcessor.TemplateProcessing template) {
            return template(template);
        }
        if (processor instanceof PostProcessor.BertProcessing bert) {
            return new Frame(List.of(bert.cls().id()), List.of(bert.sep().id()));
        }
        if (processor instanceof PostProcessor.RobertaProcessing roberta) {
            return new Frame(List.of(roberta.cls().id()), List.of(roberta.sep().id()));
        }
        return NONE;
    }

    private Frame around(Frame inner) {
        return new Frame(Stream.concat(before.stream(), inner.before.stream()).toList(), Stream.concat(inner.after.stream(), after.stream()).toList());
    }

    private static Frame template(PostProcessor.TemplateProcessing template) {
        List<Map<PostProcessor.Kind, PostProcessor.Place>> places = template.single();
        int[] texts = IntStream.range(0, places.size()).filter(i -> places.get(i).containsKey(PostProcessor.Kind.SEQUENCE)).toArray();
        if (texts.length != 1) {
            throw new UserError("The post_processor's template \"single\" must name the text once, not " + texts.length + " times.");
        }
        return new Frame(ids(template, places.subList(0, texts[0])), ids(template, places.subList(texts[0] + 1, places.size())));
    }

    private static List<Integer> ids(PostProcessor.TemplateProcessing template, List<Map<PostProcessor.Kind, PostProcessor.Place>> places) {
        return places.stream().flatMap(place -> place.values().stream()).flatMap(place -> {
            PostProcessor.Special special = template.specialTokens().get(place.id());
            if (special == null) {
                throw new UserError("The post_processor's template names \"" + place.id() + "\", which is not in its special_tokens.");
            }
            return special.ids().stream();
        }).toList();
    }
}
