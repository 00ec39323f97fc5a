#!/usr/bin/env python3
"""A peer to measure against: the same two-layer net in plain NumPy.

usage: numpy_mlp.py MNIST_DIR [--hidden 50] [--batch 100] [--epochs 3] [--optimizer sgd|adam]
Prints what it computes with, one line per epoch, its seconds of training alone, and, last, the fastest and the median epoch.
Needs: numpy.
"""
import argparse, gzip, os, platform, statistics, time
import numpy as np
from blas import blas

a = argparse.ArgumentParser()
a.add_argument("dir"); a.add_argument("--hidden", type=int, default=50)
a.add_argument("--batch", type=int, default=100); a.add_argument("--epochs", type=int, default=3)
a.add_argument("--optimizer", default="sgd")
a = a.parse_args()

def idx(name, skip):
    path = f"{a.dir}/{name}"
    with open(path, "rb") if os.path.exists(path) else gzip.open(f"{path}.gz") as f:
        return np.frombuffer(f.read(), np.uint8)[skip:]

x = (idx("train-images-idx3-ubyte", 16).reshape(-1, 784) / 255).astype(np.float32)
y = idx("train-labels-idx1-ubyte", 8)
xt = (idx("t10k-images-idx3-ubyte", 16).reshape(-1, 784) / 255).astype(np.float32)
yt = idx("t10k-labels-idx1-ubyte", 8)
onehot = np.eye(10, dtype=np.float32)[y]
print(f"about NumPy {np.__version__}, {blas()}, Python {platform.python_version()}")
rng = np.random.default_rng(0)
H, B = a.hidden, a.batch
p = {"W1": rng.standard_normal((784, H), np.float32) * np.float32(np.sqrt(2 / 784)),
     "b1": np.zeros(H, np.float32),
     "W2": rng.standard_normal((H, 10), np.float32) * np.float32(np.sqrt(2 / H)),
     "b2": np.zeros(10, np.float32)}
m = {k: np.zeros_like(v) for k, v in p.items()}
v = {k: np.zeros_like(w) for k, w in p.items()}
step, times = 0, []
for epoch in range(a.epochs):
    t0 = time.perf_counter()
    order = rng.permutation(len(x))
    for k in range(0, len(x) - B + 1, B):
        i = order[k:k + B]
        xb, tb = x[i], onehot[i]
        z = xb @ p["W1"] + p["b1"]
        h = np.maximum(z, 0)
        o = h @ p["W2"] + p["b2"]
        o -= o.max(1, keepdims=True)
        np.exp(o, out=o)
        o /= o.sum(1, keepdims=True)
        d = (o - tb) / B
        dh = (d @ p["W2"].T) * (z > 0)
        g = {"W1": xb.T @ dh, "b1": dh.sum(0), "W2": h.T @ d, "b2": d.sum(0)}
        step += 1
        for n in p:
            if a.optimizer == "sgd":
                p[n] -= 0.1 * g[n]
            else:
                m[n] += 0.1 * (g[n] - m[n])
                v[n] += 0.001 * (g[n] * g[n] - v[n])
                rate = 0.001 * np.sqrt(1 - 0.999 ** step) / (1 - 0.9 ** step)
                p[n] -= np.float32(rate) * m[n] / (np.sqrt(v[n]) + 1e-7)
    times.append(time.perf_counter() - t0)
    acc = (np.maximum(xt @ p["W1"] + p["b1"], 0) @ p["W2"] + p["b2"]).argmax(1) == yt
    print(f"numpy {a.optimizer} hidden={H} batch={B} epoch {epoch + 1} {times[-1]:.4f} s accuracy {acc.mean():.4f}")
print(f"numpy {a.optimizer} hidden={H} batch={B} seconds per epoch: min {min(times):.3f} median {statistics.median(times):.3f}")
