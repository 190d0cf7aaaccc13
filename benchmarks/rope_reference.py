"""Reference values of rotary scaling: what transformers' modeling_rope_utils computes, and ALiBi's slopes by the code of its paper.

    python rope_reference.py > rope-scaling.json        (needs torch and transformers)

Each case: the settings in StageLM's names, the head size, the angles' frequencies [R/2] and the factor on cosine and sine.
"""
import json
import math
import sys

import transformers
from transformers import LlamaConfig
from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

HEAD_SIZE = 16
THETA = 10000.0

CASES = [
    ("linear", {"factor": 4.0}, {}),
    ("yarn", {"factor": 4.0, "original_max_position_embeddings": 64}, {"originalContext": 64}),
    ("yarn", {"factor": 8.0, "original_max_position_embeddings": 32, "beta_fast": 16.0, "beta_slow": 2.0},
     {"originalContext": 32, "betaFast": 16.0, "betaSlow": 2.0}),
    ("yarn", {"factor": 4.0, "original_max_position_embeddings": 64, "attention_factor": 1.25},
     {"originalContext": 64, "attentionFactor": 1.25}),
    ("llama3", {"factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 64},
     {"originalContext": 64, "lowFrequencyFactor": 1.0, "highFrequencyFactor": 4.0}),
    ("llama3", {"factor": 32.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192},
     {"originalContext": 8192, "lowFrequencyFactor": 1.0, "highFrequencyFactor": 4.0}),
]


def config(kind, extra, context, theta):
    rope = {"rope_type": kind, "rope_theta": theta, **extra}
    return LlamaConfig(hidden_size=HEAD_SIZE, num_attention_heads=1, num_key_value_heads=1, head_dim=HEAD_SIZE, max_position_embeddings=context,
                       rope_theta=theta, rope_parameters=rope, rope_scaling=rope)


def scaled(kind, extra, names, theta):
    inv, factor = ROPE_INIT_FUNCTIONS[kind](config(kind, extra, int(extra["factor"] * extra.get("original_max_position_embeddings", 64)), theta), "cpu")
    return {"scaling": {"type": kind, "factor": extra["factor"], **names}, "theta": theta, "headSize": HEAD_SIZE,
            "frequencies": [float(x) for x in inv], "attentionFactor": float(factor)}


def dynamic(own, original, length):
    """Dynamic NTK for a text of this length; its base is theta * (own * length / original - own + 1) ** (R / (R - 2))."""
    settings = config("dynamic", {"factor": own}, original, THETA)
    inv, factor = ROPE_INIT_FUNCTIONS["dynamic"](settings, "cpu", seq_len=length)
    return {"scaling": {"type": "ntk", "factor": own * length / original - own + 1}, "dynamic": {"factor": own, "original": original, "length": length},
            "theta": THETA, "headSize": HEAD_SIZE, "frequencies": [float(x) for x in inv], "attentionFactor": float(factor)}


def slopes(n):
    """get_slopes of github.com/ofirpress/attention_with_linear_biases, fairseq/models/transformer.py"""
    def power_of_2(n):
        start = 2 ** (-2 ** -(math.log2(n) - 3))
        return [start * start ** i for i in range(n)]
    if math.log2(n).is_integer():
        return power_of_2(n)
    closest = 2 ** math.floor(math.log2(n))
    return power_of_2(closest) + slopes(2 * closest)[0::2][:n - closest]


json.dump({
    "made": "transformers " + transformers.__version__,
    "rope": [scaled(*case, theta) for case in CASES for theta in (THETA, 500000.0)] + [dynamic(1.0, 64, 256), dynamic(2.0, 64, 128)],
    "alibiSlopes": {str(n): slopes(n) for n in (1, 2, 3, 6, 8, 12, 16)},
}, sys.stdout, indent=1)
