package org.stagelm.model.huggingface;

/** Transformers' architectures that are made as Llama is: the same names of tensors, and few things done otherwise. */
enum LlamaFamily {

    LLAMA("llama", "LlamaForCausalLM", 2048),
    MISTRAL("mistral", "MistralForCausalLM", 131_072),
    QWEN2("qwen2", "Qwen2ForCausalLM", 32_768),
    QWEN3("qwen3", "Qwen3ForCausalLM", 32_768),
    GEMMA2("gemma2", "Gemma2ForCausalLM", 8192),
    GEMMA3("gemma3_text", "Gemma3ForCausalLM", 131_072);

    private final String modelType;
    private final String architecture;
    private final int context;

    LlamaFamily(String modelType, String architecture, int context) {
        this.modelType = modelType;
        this.architecture = architecture;
        this.context = context;
    }

    String modelType() {
        return modelType;
    }

    /** The class in transformers. */
    String architecture() {
        return architecture;
    }

    /** Where a config does not say. */
    int context() {
        return context;
    }

    /** Norms around each part, 1 + gain, scaled embeddings, GeGLU, and windows in most blocks. */
    boolean isGemma() {
        return this == GEMMA2 || this == GEMMA3;
    }

    /** Queries and keys are normalised head by head. */
    boolean normalisesHeads() {
        return this == QWEN3 || this == GEMMA3;
    }
}
