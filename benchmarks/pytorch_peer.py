"""The peer of `stagelm bench`: the same GPT, or the same single operations, in PyTorch, as its users write and install it.

    pytorch_peer.py train eager|compile LAYERS HEADS WIDTH HIDDEN CONTEXT BATCH VOCABULARY THREADS
    pytorch_peer.py decode eager|compile LAYERS HEADS WIDTH HIDDEN CONTEXT 1 VOCABULARY THREADS
    pytorch_peer.py ops eager THREADS

Prints a line of JSON that says what it is. Then, for each line with a number N on standard input, it takes N training steps and prints their seconds.
For `decode` a step is one token of a text, read behind preallocated keys and values of those before it.
For `ops` the lines are NAME N, with a name such as linear/3072/256/1024/backward: the function, its sizes, and whether it is differentiated too.
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


class Decoder(Gpt):
    """Writes one text: a step reads a token and gives the likeliest next one."""

    def __init__(self, layers, heads, width, hidden, context, vocabulary):
        super().__init__(layers, heads, width, hidden, context, vocabulary)
        self.memory = [tuple(torch.zeros(1, heads, context, width // heads) for _ in range(2)) for _ in range(layers)]

    def forward(self, ids, length):  # ids (1, 1), behind `length` tokens
        x = self.tokens(ids) + self.positions.weight[length]
        for block, (keys, values) in zip(self.blocks, self.memory):
            y = block.norm1(x)
            q, k, v = (p(y).view(1, 1, block.heads, -1).transpose(1, 2) for p in (block.query, block.key, block.value))
            keys[:, :, length:length + 1] = k
            values[:, :, length:length + 1] = v
            seen = F.scaled_dot_product_attention(q, keys[:, :, :length + 1], values[:, :, :length + 1])
            x = x + block.output(seen.transpose(1, 2).reshape(1, 1, -1))
            x = x + block.down(F.gelu(block.up(block.norm2(x))))
        return F.linear(self.norm(x), self.tokens.weight).argmax(-1)  # (1, 1)


def decode(mode, layers, heads, width, hidden, context, batch, vocabulary):
    assert batch == 1
    model = Decoder(layers, heads, width, hidden, context, vocabulary).eval()
    forward = torch.compile(model, dynamic=True) if mode == "compile" else model
    prompt, ids, length = max(1, min(16, context // 2)), torch.zeros(1, 1, dtype=torch.long), 0

    def step():
        nonlocal ids, length
        if length == context:
            length = prompt  # what was read up to there is still in memory
        with torch.inference_mode():
            ids = forward(ids, length)
            length += 1
            return ids.item()

    return step


def rotate(x, cos, sin):  # (B, H, T, D)
    first, second = x.chunk(2, -1)
    return x * cos + torch.cat((-second, first), -1) * sin


def pass_of(function, sizes, backward):
    """The operation on random inputs: forward, or forward and from the sum of the result back."""
    inputs = []

    def make(*shape):
        inputs.append(torch.randn(*shape, requires_grad=backward))
        return inputs[-1]

    def attend(queries, causal):
        batch, heads, keys, size = sizes
        q, k, v = (make(batch, heads, length, size) for length in (queries, keys, keys))
        return lambda: F.scaled_dot_product_attention(q, k, v, is_causal=causal)

    def look_up(rows, width, count):
        table, ids = make(rows, width), torch.randint(rows, (count,))
        return lambda: F.embedding(ids, table)

    def linear(rows, width, out):
        x, weight = make(rows, width), make(out, width)
        return lambda: F.linear(x, weight)

    def of_one(compute, *others):
        x = make(*sizes)
        return lambda: compute(x, *others)

    operation = {
        "linear": lambda: linear(*sizes),
        "gelu": lambda: of_one(F.gelu),
        "gelu-tanh": lambda: of_one(lambda x: F.gelu(x, approximate="tanh")),
        "silu": lambda: of_one(F.silu),
        "softmax": lambda: of_one(lambda x: F.softmax(x, -1)),
        "log-softmax": lambda: of_one(lambda x: F.log_softmax(x, -1)),
        "layer-norm": lambda: of_one(lambda x, gain: F.layer_norm(x, gain.shape, gain), make(sizes[-1])),
        "rms-norm": lambda: of_one(lambda x, gain: F.rms_norm(x, gain.shape, gain, 1e-5), make(sizes[-1])),
        "rotate": lambda: of_one(rotate, torch.randn(*sizes[2:]), torch.randn(*sizes[2:])),
        "attend": lambda: attend(sizes[2], True),
        "attend-one": lambda: attend(1, False),
        "cross-entropy": lambda: of_one(F.cross_entropy, torch.randint(sizes[1], (sizes[0],))),
        "gather": lambda: look_up(*sizes),
        "dropout": lambda: of_one(lambda x: F.dropout(x, 0.1)),
        "add": lambda: of_one(torch.add, make(*sizes)),
    }[function]()

    def once():
        if backward:
            operation().sum().backward()
            for each in inputs:
                each.grad = None
        else:
            with torch.no_grad():
                operation()

    return once


def learning(function, sizes):
    """AdamW over, or clipping of, so many matrices."""
    count, rows, columns = sizes
    parameters = [nn.Parameter(torch.randn(rows, columns)) for _ in range(count)]
    for p in parameters:
        p.grad = torch.randn(rows, columns)
    if function == "adamw":
        return torch.optim.AdamW(parameters, lr=1e-3, betas=(0.9, 0.99), weight_decay=0.1, fused=True).step
    norm = 1.0

    def clip():
        nonlocal norm
        norm *= 0.9999  # a little less than before, so that there is something to scale
        nn.utils.clip_grad_norm_(parameters, norm)

    return clip


def operation(name):
    function, *rest = name.split("/")
    sizes = [int(size) for size in rest if size != "backward"]
    return learning(function, sizes) if function in ("adamw", "clip") else pass_of(function, sizes, rest[-1] == "backward")


def main():
    task, mode, *numbers = sys.argv[1:]
    *sizes, threads = map(int, numbers)
    torch.set_num_threads(threads)
    name, step = "", {"train": train, "decode": decode, "ops": lambda _: None}[task](mode, *sizes)
    if step:
        step()
    answer(about=f"PyTorch {torch.__version__}, {mode}, {blas()}, threads: {torch.get_num_threads()}, Python {sys.version.split()[0]}")
    for line in sys.stdin:
        *asked, times = line.split()
        if asked and asked[0] != name:
            name, step = asked[0], None  # the former's memory goes first
            step = operation(name)
        seconds = []
        for _ in range(int(times)):
            start = time.perf_counter()
            step()
            seconds.append(time.perf_counter() - start)
        answer(seconds=seconds)


if __name__ == "__main__":
    main()
