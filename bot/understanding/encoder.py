"""Sentence vectors: texts that mean the same lie close together, in every language.

The encoder is a transformer (weights.py says which), run by onnxruntime with one byte a weight. An
adapter changes it a little towards what parents ask: to each matrix a product of two narrow ones
is added (LoRA, Hu et al. 2021, arXiv 2106.09685), learnt by bot/editing/adapter.py from the
catalogue's phrases and kept in `adapter.npz`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from bot.understanding.arrays import ArraysError, read_arrays, write_arrays
from bot.understanding.tokenizer import Tokenizer
from bot.understanding.weights import Floats, Weights, WeightsError, unpacked

BLOCK = 128
"""Weights of a matrix that share one scale when the encoder runs."""
MOST_TOKENS, BEGINNING = 64, 20
"""Of longer texts so many tokens are read, and so many of these from the beginning."""
PREFIX = "query:"
"""What the encoder and its adapter were taught to see before a question."""
ADAPTER = Path(__file__).with_name("adapter.npz")
PARTS = ("qkv", "out", "up", "down")
"""The four products of a layer: into queries, keys and values; out of attention; up; down."""
MATRICES = {"qkv": ("q", "k", "v"), "out": ("ao",), "up": ("fi",), "down": ("fo",)}
"""The matrices of the file that each of them is made of."""


class Adapter:
    """The narrow matrices of every layer and part: `a` (inputs, rank) and `b` (rank, outputs).

    Args:
        arrays: by name, such as `3.qkv.a`.
    """

    def __init__(self, arrays: dict[str, Floats]) -> None:
        self.arrays = arrays
        digest = hashlib.sha256()
        for name in sorted(arrays):
            digest.update(name.encode() + arrays[name].astype(np.float16).tobytes())
        self.fingerprint = digest.hexdigest()[:16]

    @classmethod
    def read(cls, path: Path = ADAPTER) -> Adapter:
        """The adapter of a file.

        Raises:
            WeightsError: the file is missing or is no adapter.
        """
        try:
            return cls({name: a.astype(np.float32) for name, a in read_arrays(path).items()})
        except (ArraysError, ValueError) as error:
            raise WeightsError(str(error)) from None

    def write(self, path: Path = ADAPTER) -> None:
        """Keeps it as float16."""
        write_arrays(path, {n: a.astype(np.float16) for n, a in self.arrays.items()})


class _Drawing:
    """An ONNX graph under construction."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: NDArray[np.generic]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def add(self, kind: str, *inputs: str, domain: str = "", **settings: float | list[int]) -> str:
        name = f"n{len(self.nodes)}"
        named: dict[str, Any] = settings  # a node takes more kinds than its types say
        node = helper.make_node(kind, list(inputs), [name], domain=domain, **named)
        self.nodes.append(node)
        return name


class Encoder:
    """Turns texts into vectors. Can be used from several threads at once.

    Args:
        weights: of the encoder; the installed ones when left out.
        adapter: what changes it; None for the encoder as it was published.

    Raises:
        WeightsError: the weights or the adapter cannot be used.
    """

    def __init__(self, weights: Weights | None = None, adapter: Adapter | None = None) -> None:
        self._weights = weights = weights or Weights()
        self.width = weights.width
        self.fingerprint = adapter.fingerprint if adapter else "published"
        self._tokenizer = Tokenizer(weights)
        self._prefix = self._tokenizer.tokens(PREFIX)
        positions = weights.vector("emb.pos").reshape(-1, weights.width)
        self._positions = positions + weights.vector("emb.type")[: weights.width]
        try:
            drawing = _network(weights, adapter).SerializeToString()
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.enable_cpu_mem_arena = False
            self._session = onnxruntime.InferenceSession(
                drawing, options, providers=["CPUExecutionProvider"]
            )
        except (KeyError, ValueError, RuntimeError) as error:
            raise WeightsError(f"the encoder cannot be built ({type(error).__name__})") from None

    def tokens(self, text: str) -> list[int]:
        """The numbers that stand for a cleaned text, 64 at most with the two around them."""
        own = self._tokenizer.tokens(text)
        room = MOST_TOKENS - 2 - len(self._prefix)
        if len(own) > room:  # who tells a story asks at its end
            own = own[:BEGINNING] + own[BEGINNING - room :]
        return [self._weights.start, *self._prefix, *own, self._weights.end]

    def encode(self, texts: Iterable[str]) -> Floats:
        """A row for each cleaned text (normalise.clean): 384 numbers, of unit length."""
        rows = [self._one(self.tokens(text)) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.width), np.float32)

    def _one(self, tokens: list[int]) -> Floats:
        words = self._weights.some_rows("emb.word", self.width, tokens)
        looked_up = unpacked(words) + self._positions[: len(tokens)]
        (vector,) = self._session.run(None, {"tokens": looked_up})
        return np.asarray(vector, dtype=np.float32)


def _network(weights: Weights, adapter: Adapter | None) -> onnx.ModelProto:
    """The transformer for one text: (tokens, 384) in, one vector of unit length out."""
    drawing = _Drawing()
    add, constant = drawing.add, drawing.constant
    width, heads = weights.width, weights.heads
    split = constant(np.array([0, 3, heads, width // heads], np.int64))
    whole = constant(np.array([-1, width], np.int64))

    def normed(x: str, name: str) -> str:
        scale, shift = (constant(weights.vector(f"{name}.{part}")) for part in "wb")
        return add("LayerNormalization", x, scale, shift, epsilon=weights.epsilon)

    def product(x: str, layer: int, part: str) -> str:
        names = [f"l{layer}.{name}" for name in MATRICES[part]]
        inputs = weights.inner if part == "down" else width
        matrix = np.concatenate([weights.matrix(f"{name}.w", inputs) for name in names])
        if adapter:
            a, b = (adapter.arrays[f"{layer}.{part}.{side}"] for side in "ab")
            matrix += (a @ b).T
        scales, rounded = _in_bytes(matrix)
        y = add(
            "MatMulNBits", x, constant(rounded), constant(scales), domain="com.microsoft",
            K=inputs, N=len(matrix), bits=8, block_size=BLOCK, accuracy_level=4,
        )  # fmt: skip
        return add("Add", y, constant(np.concatenate([weights.vector(f"{n}.b") for n in names])))

    x = normed("tokens", "emb.ln")
    for layer in range(weights.layers):
        parts = add("Transpose", add("Reshape", product(x, layer, "qkv"), split), perm=[1, 2, 0, 3])
        query, key, value = (
            add("Gather", parts, constant(np.array(n, np.int64)), axis=0) for n in range(3)
        )
        likeness = add("MatMul", query, add("Transpose", key, perm=[0, 2, 1]))
        share = constant(np.array((width / heads) ** -0.5, np.float32))
        attention = add("Softmax", add("Mul", likeness, share), axis=-1)
        seen = add("Transpose", add("MatMul", attention, value), perm=[1, 0, 2])
        out = product(add("Reshape", seen, whole), layer, "out")
        x = normed(add("Add", x, out), f"l{layer}.aln")
        inner = add("Gelu", product(x, layer, "up"))
        x = normed(add("Add", x, product(inner, layer, "down")), f"l{layer}.oln")
    mean = add("ReduceMean", x, constant(np.array([0], np.int64)), keepdims=0)
    drawing.nodes.append(helper.make_node("LpNormalization", [mean], ["vector"], axis=0, p=2))
    graph = helper.make_graph(
        drawing.nodes,
        "encoder",
        [helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["length", width])],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [width])],
        drawing.constants,
    )
    versions = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=versions, ir_version=10)


def _in_bytes(matrix: Floats) -> tuple[Floats, NDArray[np.uint8]]:
    """A matrix (outputs, inputs) in MatMulNBits' form: a scale a block, and bytes around 128."""
    blocks = matrix.reshape(len(matrix), -1, BLOCK)
    scales = np.abs(blocks).max(axis=-1) / 127
    scales[scales == 0] = 1
    rounded = np.rint(blocks / scales[..., None]) + 128
    return scales.reshape(-1), rounded.astype(np.uint8)
