#!/usr/bin/env python3
"""A peer to measure against: the same two-layer net in PyTorch, as its users write it.

usage: torch_mlp.py MNIST_DIR [--hidden 50] [--batch 100] [--epochs 3] [--optimizer sgd|adam] [--compile]
Prints what it computes with, one line per epoch, its seconds of training alone, and, last, the fastest and the median epoch.
Needs: torch, numpy.
"""
import argparse, gzip, os, platform, re, statistics, time
import numpy as np, torch
from torch import nn
from blas import blas

a = argparse.ArgumentParser()
a.add_argument("dir"); a.add_argument("--hidden", type=int, default=50)
a.add_argument("--batch", type=int, default=100); a.add_argument("--epochs", type=int, default=3)
a.add_argument("--optimizer", default="sgd"); a.add_argument("--compile", action="store_true")
a = a.parse_args()

def idx(name, skip):
    path = f"{a.dir}/{name}"
    with open(path, "rb") if os.path.exists(path) else gzip.open(f"{path}.gz") as f:
        return torch.from_numpy(np.frombuffer(f.read(), np.uint8)[skip:].copy())

x = idx("train-images-idx3-ubyte", 16).view(-1, 784).float() / 255
y = idx("train-labels-idx1-ubyte", 8).long()
xt = idx("t10k-images-idx3-ubyte", 16).view(-1, 784).float() / 255
yt = idx("t10k-labels-idx1-ubyte", 8).long()
config = torch.__config__.show()
mkl = re.search(r"Math Kernel Library Version ([\d.]+)", config)
library = f"MKL {mkl[1]}, kernel of its own choice" if mkl else blas(leave_out="numpy")
print(f"about PyTorch {torch.__version__}, {library}, {re.search('CPU capability usage: (.*)', config)[1]} for the rest, "
      f"{torch.get_num_threads()} threads, Python {platform.python_version()}")
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(784, a.hidden), nn.ReLU(), nn.Linear(a.hidden, 10))
opt = torch.optim.SGD(net.parameters(), lr=0.1) if a.optimizer == "sgd" else torch.optim.Adam(net.parameters())
loss = nn.CrossEntropyLoss()
forward = torch.compile(lambda xb, yb: loss(net(xb), yb)) if a.compile else lambda xb, yb: loss(net(xb), yb)
times = []
for epoch in range(a.epochs):
    t0 = time.perf_counter()
    order = torch.randperm(len(x))
    for k in range(0, len(x) - a.batch + 1, a.batch):
        i = order[k:k + a.batch]
        l = forward(x[i], y[i])
        opt.zero_grad(); l.backward(); opt.step()
    times.append(time.perf_counter() - t0)
    with torch.no_grad():
        acc = (net(xt).argmax(1) == yt).float().mean().item()
    print(f"torch {a.optimizer} hidden={a.hidden} batch={a.batch} epoch {epoch + 1} {times[-1]:.4f} s accuracy {acc:.4f}")
print(f"torch {a.optimizer} hidden={a.hidden} batch={a.batch} seconds per epoch: min {min(times):.3f} median {statistics.median(times):.3f}")
