"""The peer of `stagelm bench`: the same GPT in PyTorch, as its users write and install it.

    pytorch_peer.py train eager|compile LAYERS HEADS WIDTH HIDDEN CONTEXT BATCH VOCABULARY THREADS

Prints a line of JSON that says what it is. Then, for each line with a number N on standard input, it takes N training steps and prints their seconds.
The model: learned positions, layer norms and projections without biases, exact GELU, a head tied to the embedding; gradients clipped at 1.0; AdamW with a
weight decay of 0.1 on the matrices, in PyTorch's fused form.
"""
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, width, heads, hidden):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width, bias=False)
        self.query, self.key, self.value, self.output = (nn.Linear(width, width, bias=False) for _ in range(4))
        self.norm2 = nn.LayerNorm(width, bias=False)
        self.up = nn.Linear(width, hidden, bias=False)
        self.down = nn.Linear(hidden, width, bias=False)

    def forward(self, x):  # (B, T, width)
        b, t, width = x.shape
        y = self.norm1(x)
        q, k, v = (p(y).view(b, t, self.heads, width // self.heads).transpose(1, 2) for p in (self.query, self.key, self.value))
        seen = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.output(seen.transpose(1, 2).reshape(b, t, width))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


class Gpt(nn.Module):
    def __init__(self, layers, heads, width, hidden, context, vocabulary):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(context, width)
        self.blocks = nn.ModuleList(Block(width, heads, hidden) for _ in range(layers))
        self.norm = nn.LayerNorm(width, bias=False)
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.normal_(p, std=0.02)

    def forward(self, ids, targets):
        x = self.tokens(ids) + self.positions(torch.arange(ids.shape[1]))
        for block in self.blocks:
            x = block(x)
        logits = F.linear(self.norm(x), self.tokens.weight)  # (B, T, vocabulary)
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten())


def answer(**fields):
    print(json.dumps(fields), flush=True)


def blas():
    config = torch.__config__.show()
    return next((name for name in ("MKL", "OpenBLAS", "Accelerate") if f"blas_info={name.lower()}" in config.lower()), "another BLAS")


def train(mode, layers, heads, width, hidden, context, batch, vocabulary):
    model = Gpt(layers, heads, width, hidden, context, vocabulary)
    matrices = [p for p in model.parameters() if p.dim() > 1]
    gains = [p for p in model.parameters() if p.dim() == 1]
    groups = [{"params": matrices, "weight_decay": 0.1}, {"params": gains, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.99), fused=True)
    forward = torch.compile(model) if mode == "compile" else model

    def step():
        ids = torch.randint(vocabulary, (batch, context + 1))
        loss = forward(ids[:, :-1].contiguous(), ids[:, 1:].contiguous())
        loss.backward()
        norm = nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        return loss.item() + norm.item()

    return step


def main():
    task, mode, *numbers = sys.argv[1:]
    *sizes, threads = map(int, numbers)
    torch.set_num_threads(threads)
    step = {"train": train}[task](mode, *sizes)
    step()
    answer(about=f"PyTorch {torch.__version__}, {mode}, {blas()}, threads: {torch.get_num_threads()}, Python {sys.version.split()[0]}")
    for line in sys.stdin:
        seconds = []
        for _ in range(int(line)):
            start = time.perf_counter()
            step()
            seconds.append(time.perf_counter() - start)
        answer(seconds=seconds)


if __name__ == "__main__":
    main()
