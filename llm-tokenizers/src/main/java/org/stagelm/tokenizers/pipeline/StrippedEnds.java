package org.stagelm.tokenizers.pipeline;

import org.stagelm.tokenizers.json.Decoder;

/** Takes a character off both ends of each token, some times at most. Those that may be the last wait until something else follows them. */
final class StrippedEnds implements TokenSink {

    private final Decoder.Strip settings;
    private final TokenSink next;
    private int startLeft;
    private int waiting;

    StrippedEnds(Decoder.Strip settings, TokenSink next) {
        this.settings = settings;
        this.next = next;
        startLeft = settings.start();
    }

    @Override
    public void part(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().mapToObj(Character::toString).forEach(character -> {
            boolean stripped = character.equals(settings.content());
            if (stripped && startLeft > 0) {
                startLeft--;
            } else if (stripped && waiting < settings.stop()) {
                waiting++;
            } else if (stripped) {
                kept.append(character); // one of the last ones more than may go: the first of them stays
            } else {
                kept.append(settings.content().repeat(waiting)).append(character);
                waiting = 0;
            }
            startLeft = stripped ? startLeft : 0;
        });
        next.part(kept.toString());
    }

    @Override
    public void endOfToken() {
        startLeft = settings.start();
        waiting = 0;
        next.endOfToken();
    }

    @Override
    public void endOfText() {
        next.endOfText();
    }
}
