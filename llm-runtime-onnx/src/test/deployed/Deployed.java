import java.nio.file.Path;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.generation.NextToken;
import org.stagelm.runtime.onnx.OnnxLanguageModel;

/** A program as a user of the runtime deploys it. Arguments: the model's folder, a prompt, and names of classes that must not be there. */
public final class Deployed {

    public static void main(String[] arguments) {
        for (int i = 2; i < arguments.length; i++) {
            try {
                Class.forName(arguments[i], false, Deployed.class.getClassLoader());
                throw new AssertionError(arguments[i] + " is on the class path");
            } catch (ClassNotFoundException e) {
                // as it should be
            }
        }
        try (OnnxLanguageModel model = OnnxLanguageModel.load(Path.of(arguments[0])); NextToken session = model.session()) {
            System.out.println(model.generator(session).generate(arguments[1], GenerationOptions.greedy(8), GenerationListener.none()).text());
        }
    }
}
