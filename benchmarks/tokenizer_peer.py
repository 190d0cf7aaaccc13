"""The peers of `stagelm bench tokenizer` in Python: tiktoken, and the trainer of Hugging Face's tokenizers, as their users install them.

    tokenizer_peer.py encode FOLDER
    tokenizer_peer.py train FOLDER TOKENS

Prints a line of JSON that says what it is. For `encode` each line on standard input is NAME N, such as `r50k:new:shakespeare 3`: it encodes the text
FOLDER/texts/shakespeare.txt with the ranks in FOLDER/vocabularies/r50k N times and prints the seconds of each. tiktoken remembers no texts, so that
`new` and `repeated` are the same to it. For `train` each line is N: it learns byte-level BPE from the documents of FOLDER/texts/train.txt N times,
prints the seconds of each, and saves FOLDER/peer.json.
"""
import json
import sys
import time
from pathlib import Path

R50K = r"""'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s"""
CL100K = r"""'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"""
O200K = "|".join([
    r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
    r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
    r"""\p{N}{1,3}""", r""" ?[^\s\p{L}\p{N}]+[\r\n/]*""", r"""\s*[\r\n]+""", r"""\s+(?!\S)""", r"""\s+"""])
PATTERNS = {"r50k": R50K, "cl100k": CL100K, "o200k": O200K}
END_OF_TEXT = "<|endoftext|>"


def answer(**fields):
    print(json.dumps(fields), flush=True)


def serve(about, prepare):
    answer(about=f"{about}, Python {sys.version.split()[0]}")
    name, step = None, None
    for line in sys.stdin:
        *asked, times = line.split()
        if asked != name:
            name, step = asked, prepare(*asked)
        seconds = []
        for _ in range(int(times)):
            start = time.perf_counter()
            step()
            seconds.append(time.perf_counter() - start)
        answer(seconds=seconds)


def read(file):
    return file.read_bytes().decode()  # unlike read_text, leaves carriage returns alone


def encode(folder):
    import tiktoken
    from tiktoken.load import load_tiktoken_bpe

    opened = {}

    def prepare(task):
        vocabulary, _, text = task.split(":")
        if vocabulary not in opened:
            ranks = load_tiktoken_bpe(str(folder / "vocabularies" / vocabulary / "ranks.tiktoken"))
            opened[vocabulary] = tiktoken.Encoding(vocabulary, pat_str=PATTERNS[vocabulary], mergeable_ranks=ranks, special_tokens={})
        encoding, content = opened[vocabulary], read(folder / "texts" / f"{text}.txt")
        return lambda: encoding.encode_ordinary(content)

    serve(f"tiktoken {tiktoken.__version__}, one thread", prepare)


def train(folder, size):
    import tokenizers
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    documents = [document for document in read(folder / "texts" / "train.txt").split(END_OF_TEXT) if document]

    def step():
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        tokenizer.decoder = decoders.ByteLevel()
        trainer = trainers.BpeTrainer(vocab_size=size, min_frequency=2, special_tokens=[END_OF_TEXT], show_progress=False,
                                      initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
        tokenizer.train_from_iterator(documents, trainer)
        tokenizer.save(str(folder / "peer.json"))

    serve(f"tokenizers {tokenizers.__version__}", lambda: step)


def main():
    task, folder, *numbers = sys.argv[1:]
    {"encode": encode, "train": train}[task](Path(folder), *map(int, numbers))


if __name__ == "__main__":
    main()
