"""Reference logits of tiny models, one for each of transformers' architectures that StageLM reads and writes.

    python architectures_reference.py > architectures.json        (needs torch and transformers)

Weights follow a rule, so that no weights need be kept: element i of the tensor named n is a * sin(h + 0.7 * i) with h the CRC-32 of n modulo 1000, and a
0.2 for embeddings and 0.9 for all others; the gains of norms are 1 more, except where the architecture itself adds 1.
"""
import json
import sys
import zlib

import numpy
import torch
import transformers
from transformers import (Gemma2Config, Gemma2ForCausalLM, Gemma3ForCausalLM, Gemma3TextConfig, GPT2Config, GPT2LMHeadModel, LlamaConfig,
                          LlamaForCausalLM, MistralConfig, MistralForCausalLM, Qwen2Config, Qwen2ForCausalLM, Qwen3Config, Qwen3ForCausalLM)

IDS = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]
COMMON = dict(vocab_size=11, hidden_size=16, intermediate_size=24, num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=2,
              max_position_embeddings=32, attn_implementation="eager")
LLAMA3 = {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 16}

CASES = {
    "gpt2": (GPT2LMHeadModel, GPT2Config(vocab_size=11, n_embd=16, n_layer=2, n_head=4, n_positions=32, attn_implementation="eager")),
    "llama": (LlamaForCausalLM, LlamaConfig(**COMMON, head_dim=8, attention_bias=True, tie_word_embeddings=False)),
    "llama-3": (LlamaForCausalLM, LlamaConfig(**COMMON, tie_word_embeddings=True, rope_theta=500000.0, rope_scaling=LLAMA3)),
    "mistral": (MistralForCausalLM, MistralConfig(**COMMON, sliding_window=4)),
    "qwen2": (Qwen2ForCausalLM, Qwen2Config(**COMMON, tie_word_embeddings=True)),
    "qwen3": (Qwen3ForCausalLM, Qwen3Config(**COMMON, head_dim=8, tie_word_embeddings=True)),
    "gemma2": (Gemma2ForCausalLM, Gemma2Config(**COMMON, head_dim=8, sliding_window=4, query_pre_attn_scalar=16)),
    "gemma3": (Gemma3ForCausalLM, Gemma3TextConfig(**COMMON, head_dim=8, sliding_window=4, query_pre_attn_scalar=16,
                                                   layer_types=["sliding_attention", "full_attention", "sliding_attention"])),
}


def weights(model, name):
    adds_one = name.startswith("gemma")
    tied = model.config.tie_word_embeddings
    for tensor, value in model.state_dict().items():
        if tensor == "lm_head.weight" and tied:
            continue
        start = zlib.crc32(tensor.encode()) % 1000
        size = 0.2 if "embed" in tensor or ".wte." in tensor or ".wpe." in tensor else 0.9
        numbers = size * numpy.sin(start + 0.7 * numpy.arange(value.numel()))
        gain = value.dim() == 1 and tensor.endswith("weight") and not adds_one
        value.copy_(torch.tensor(numbers + (1 if gain else 0), dtype=torch.float32).reshape(value.shape))


def main():
    result = {"made": "transformers " + transformers.__version__, "ids": IDS, "models": {}}
    for name, (architecture, config) in CASES.items():
        model = architecture(config).eval()
        with torch.no_grad():
            weights(model, name)
            logits = model(torch.tensor([IDS])).logits[0]
        kept = {key: value for key, value in config.to_dict().items() if key not in ("transformers_version", "dtype", "torch_dtype")}
        result["models"][name] = {"config": kept, "logits": [round(float(x), 6) for x in logits.flatten()]}
    json.dump(result, sys.stdout)


main()
