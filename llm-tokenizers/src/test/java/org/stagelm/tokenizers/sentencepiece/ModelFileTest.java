package org.stagelm.tokenizers.sentencepiece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;

class ModelFileTest {

    private static final byte[] SOUND = ModelBytes.vectors(TrainerSpec.ModelType.BPE, false, true, false);

    @Test
    void aModelIsReadAsItWasWritten() {
        byte[] bytes = new ModelBytes().piece("<unk>", 0, Piece.Type.UNKNOWN).piece("é", -1.5f, Piece.Type.NORMAL).number(900, 7)
                .message(2, trainer -> trainer.number(3, 2).number(40, 0).text(44, "?").text(46, "<b>").data(9, new byte[3]))
                .message(3, normalizer -> normalizer.text(1, "identity").number(4, 0)).bytes();
        SentencePieceModel model = read(bytes);
        assertThat(model.pieces()).containsExactly(new Piece("<unk>", 0, Piece.Type.UNKNOWN), new Piece("é", -1.5f, Piece.Type.NORMAL));
        assertThat(model.trainer()).isEqualTo(new TrainerSpec(TrainerSpec.ModelType.BPE, false, false, "?", "<b>", "</s>"));
        assertThat(model.normalizer().name()).isEqualTo("identity");
        assertThat(model.normalizer().addDummyPrefix()).isTrue();
        assertThat(model.normalizer().removeExtraWhitespaces()).isFalse();
    }

    @Test
    void aFileCutOffAnywhereIsAUserErrorOrASmallerModel() {
        int faults = 0;
        for (int length = 0; length < SOUND.length; length++) {
            try {
                assertThat(read(Arrays.copyOf(SOUND, length)).pieces()).isNotEmpty();
            } catch (UserError e) {
                assertThat(e).hasMessageContaining("bad.model").hasMessageContaining("byte ");
                faults++;
            }
        }
        assertThat(faults).isGreaterThan(SOUND.length / 2);
    }

    @Test
    void changedBytesAreAUserErrorOrAModel() {
        Random random = new Random(4);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = SOUND.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                SentencePieceTokenizer.of(bytes, "bad.model").normalize("hello two 日本");
            } catch (UserError e) {
                assertThat(e).hasMessageContaining("bad.model");
            }
        }
    }

    @Test
    void aLengthThatIsNotThereNamesItsByte() {
        for (long length : new long[] {1, 1 << 20, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, Long.MAX_VALUE, -1}) {
            assertFault(new ModelBytes().number(7, 1).claim(1, length).bytes(), "claims", "(byte 2)");
        }
    }

    @Test
    void whatIsNoModelSaysWhy() {
        assertFault(new byte[0], "of its 0 pieces none is of the type UNKNOWN");
        assertFault(new ModelBytes().piece("a", 0, Piece.Type.NORMAL).bytes(), "none is of the type UNKNOWN");
        ModelBytes twice = new ModelBytes().piece("<unk>", 0, Piece.Type.UNKNOWN);
        int second = twice.bytes().length;
        assertFault(twice.piece("<other>", 0, Piece.Type.UNKNOWN).bytes(), "\"<other>\" is a second unknown piece", "(byte " + second + ")");
        assertFault(unknownAnd().piece("a", 0, Piece.Type.NORMAL).piece("a", 0, Piece.Type.NORMAL).bytes(), "\"a\" is there twice");
        assertFault(unknownAnd().piece("", 0, Piece.Type.NORMAL).bytes(), "no text");
        assertFault(unknownAnd().piece("a", Float.NaN, Piece.Type.NORMAL).bytes(), "score NaN");
        assertFault(unknownAnd().piece("<0x0A>", 0, Piece.Type.BYTE).bytes(), "byte_fallback is off");
        assertFault(unknownAnd().message(2, trainer -> trainer.number(35, 1)).bytes(), "only 0 of the 256 bytes");
        assertFault(unknownAnd().message(1, piece -> piece.text(1, "a").number(3, 9)).bytes(), "9 is no type of piece");
        assertFault(unknownAnd().message(1, piece -> piece.data(1, new byte[] {(byte) 0xFF})).bytes(), "not UTF-8");
        assertFault(unknownAnd().message(1, piece -> piece.number(1, 5)).bytes(), "wire type 0");
        assertFault(unknownAnd().message(3, normalizer -> normalizer.data(2, new byte[] {-1, -1, -1, 127, 0})).bytes(), "precompiled_charsmap");
        assertFault("{\"not\": \"protobuf\"}".getBytes(StandardCharsets.UTF_8), "byte ");
    }

    @Test
    void whatIsNotSupportedSaysSo() {
        assertUnsupported(unknownAnd().message(2, trainer -> trainer.number(3, 3)).bytes(), "WORD");
        assertUnsupported(unknownAnd().message(2, trainer -> trainer.number(24, 1)).bytes(), "treat_whitespace_as_suffix");
        assertUnsupported(unknownAnd().message(2, trainer -> trainer.number(3, 2)).piece("ab", 0, Piece.Type.UNUSED).bytes(), "unused");
        assertThatCode(() -> read(unknownAnd().message(5, denormalizer -> denormalizer.text(1, "")).bytes())).doesNotThrowAnyException();
    }

    private static ModelBytes unknownAnd() {
        return new ModelBytes().piece("<unk>", 0, Piece.Type.UNKNOWN);
    }

    private static void assertFault(byte[] bytes, String... parts) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(UserError.class).hasMessageContaining("bad.model").hasMessageContaining("byte ")
                .hasMessageContainingAll(parts);
    }

    private static void assertUnsupported(byte[] bytes, String part) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(UserError.class).hasMessageContaining(part).hasMessageContaining("not supported");
    }

    private static SentencePieceModel read(byte[] bytes) {
        return new ModelFile(bytes, "bad.model").read();
    }
}
