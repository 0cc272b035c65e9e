"""Teaches the encoder what parents ask: makes bot/understanding/adapter.npz (`make adapter`).

The published encoder knows which sentences are alike in general; after this it knows which ask for
the same card. Only the narrow matrices beside each product are learnt (LoRA, Hu et al. 2021) and,
to learn them, a row for each intent that is then thrown away: `ouderbot train` makes the head.
Needs PyTorch, which the program itself does not. On two cores it takes about fifty minutes.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from bot.catalogue import load
from bot.editing.train import regression
from bot.understanding.encoder import ADAPTER, MATRICES, PARTS, Adapter, Encoder
from bot.understanding.normalise import clean
from bot.understanding.weights import Weights, unpacked

RANK = 16
"""Width of the narrow matrices."""
GAIN = 2.0
"""Factor before their product while learning; it is multiplied in when they are kept."""
SCALE = 20.0
"""Factor before the vectors, which have unit length, so that classes can be told apart surely."""
EPOCHS, BATCH = 4, 32
RATE, HEAD_RATE = 1e-3, 1.5e-4
"""Highest step of the adapter, and of the head, which begins where `ouderbot train` would end."""
SMOOTHING = 0.05
"""Share of the label that is spread over all intents, so that the head stays modest."""
DROPPED = 0.1
"""Share of a vector's numbers that are left out at each step."""


class Learner(nn.Module):
    """The encoder in PyTorch, with an adapter that learns and a row for each class.

    Args:
        weights: of the encoder; they stay as they are.
        classes: how many.
    """

    def __init__(self, weights: Weights, classes: int) -> None:
        super().__init__()
        self._weights = weights
        positions = weights.vector("emb.pos").reshape(-1, weights.width)
        kind = weights.vector("emb.type")[: weights.width]
        self._positions = torch.from_numpy(positions + kind)
        self._fixed: dict[str, Tensor] = {}
        self.narrow = nn.ParameterDict()
        for layer in range(weights.layers):
            for part in PARTS:
                inputs = weights.inner if part == "down" else weights.width
                names = [f"l{layer}.{name}" for name in MATRICES[part]]
                matrix = torch.cat(
                    [torch.from_numpy(weights.matrix(f"{name}.w", inputs)) for name in names]
                )
                self._fixed[f"{layer}.{part}.w"] = matrix
                self._fixed[f"{layer}.{part}.b"] = torch.cat(
                    [torch.tensor(weights.vector(f"{name}.b")) for name in names]
                )
                first = torch.randn(inputs, RANK) / math.sqrt(inputs)
                self.narrow[f"{layer}-{part}-a"] = nn.Parameter(first)
                self.narrow[f"{layer}-{part}-b"] = nn.Parameter(torch.zeros(RANK, len(matrix)))
        self.head = nn.Linear(weights.width, classes)

    def _normed(self, x: Tensor, name: str) -> Tensor:
        scale, shift = (torch.tensor(self._weights.vector(f"{name}.{part}")) for part in "wb")
        return functional.layer_norm(x, (x.shape[-1],), scale, shift, self._weights.epsilon)

    def _product(self, x: Tensor, layer: int, part: str) -> Tensor:
        name = f"{layer}.{part}"
        fixed = functional.linear(x, self._fixed[f"{name}.w"], self._fixed[f"{name}.b"])
        a, b = (self.narrow[f"{layer}-{part}-{side}"] for side in "ab")
        learnt: Tensor = (x @ a) @ b
        return fixed + GAIN * learnt

    def forward(self, tokens: Tensor, there: Tensor) -> Tensor:
        """Vectors (texts, 384) of unit length, for tokens (texts, length) where `there`."""
        texts, length = tokens.shape
        heads = self._weights.heads
        words = self._weights.some_rows("emb.word", self._weights.width, tokens.flatten().tolist())
        rows = torch.from_numpy(unpacked(words))
        x = self._normed(rows.view(texts, length, -1) + self._positions[:length], "emb.ln")
        for layer in range(self._weights.layers):
            parts = self._product(x, layer, "qkv").view(texts, length, 3, heads, -1)
            query, key, value = parts.permute(2, 0, 3, 1, 4)
            seen = functional.scaled_dot_product_attention(
                query, key, value, attn_mask=there[:, None, None, :]
            )
            out = self._product(seen.transpose(1, 2).flatten(2), layer, "out")
            x = self._normed(x + out, f"l{layer}.aln")
            inner = functional.gelu(self._product(x, layer, "up"))
            x = self._normed(x + self._product(inner, layer, "down"), f"l{layer}.oln")
        share = there.unsqueeze(-1).float()
        return functional.normalize((x * share).sum(1) / share.sum(1), dim=1)

    def adapter(self) -> Adapter:
        """What was learnt, as the encoder takes it."""
        arrays = {name.replace("-", "."): value.detach() for name, value in self.narrow.items()}
        return Adapter(
            {name: (GAIN * v if name.endswith("b") else v).numpy() for name, v in arrays.items()}
        )


def _batches(tokens: list[list[int]], chance: random.Random) -> Iterator[list[int]]:
    """Numbers of texts in batches of about equal length, in a new order each time."""
    order = list(range(len(tokens)))
    chance.shuffle(order)
    found: list[list[int]] = []
    for start in range(0, len(order), BATCH * 20):
        near = sorted(order[start : start + BATCH * 20], key=lambda one: len(tokens[one]))
        found += [near[n : n + BATCH] for n in range(0, len(near), BATCH)]
    chance.shuffle(found)
    yield from found


def _padded(tokens: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Token numbers of a batch in one rectangle, and where there are any."""
    longest = max(map(len, tokens))
    filled = torch.tensor([own + [0] * (longest - len(own)) for own in tokens])
    there = torch.tensor([[n < len(own) for n in range(longest)] for own in tokens])
    return filled, there


def learn(phrases: list[tuple[str, str]], seed: int = 0) -> Adapter:
    """An adapter from (intent, text)."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311  # because nothing here is secret
    weights = Weights()
    encoder = Encoder(weights)
    tokens = [encoder.tokens(clean(text)) for _, text in phrases]
    intents = sorted({intent for intent, _ in phrases})
    labels = torch.tensor([intents.index(intent) for intent, _ in phrases])
    learner = Learner(weights, len(intents))
    vectors = encoder.encode(clean(text) for _, text in phrases)
    rows, offsets = regression(vectors, labels.numpy(), len(intents))
    learner.head.weight.data = torch.from_numpy(rows / SCALE)
    learner.head.bias.data = torch.from_numpy(offsets)
    groups = [
        {"params": list(learner.narrow.values())},
        {"params": list(learner.head.parameters())},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * math.ceil(len(tokens) / BATCH)
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [RATE, HEAD_RATE], total_steps=steps + 1, pct_start=0.2
    )
    for epoch in range(EPOCHS):
        began, total = time.monotonic(), 0.0
        for batch in _batches(tokens, chance):
            learnt = learner(*_padded([tokens[one] for one in batch]))
            guess = learner.head(SCALE * functional.dropout(learnt, DROPPED))
            loss = functional.cross_entropy(guess, labels[batch], label_smoothing=SMOOTHING)
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
            optimiser.step()
            pace.step()
            total += loss.item() * len(batch)
        seconds = time.monotonic() - began
        sys.stderr.write(
            f"round {epoch + 1} of {EPOCHS}: loss {total / len(tokens):.3f}, {seconds:.0f} s\n"
        )
    return learner.adapter()


def main() -> None:
    """Learns from the phrases of this repository and keeps the adapter."""
    catalogue = load(Path())
    learn(sorted({(intent, text) for _, intent, text in catalogue.all_phrases()})).write()
    sys.stderr.write(f"{ADAPTER} is new. Run `ouderbot train` now.\n")


if __name__ == "__main__":
    main()
