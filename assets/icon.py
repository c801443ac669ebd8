"""Draws icon.png, the packages' icon: a slope, and a trace gliding down it past a few of many labels. python3 assets/icon.py"""
import pathlib
import struct
import zlib

import numpy as np

SIZE, FINE = 128, 4
n = SIZE * FINE
y, x = np.mgrid[0:n, 0:n] / n
picture = np.empty((n, n, 3))
picture[:] = np.array([31, 111, 235]) - y[..., None] * np.array([14, 52, 90])
slope = 0.30 + 0.52 * x**1.4
snow = y > slope + 0.02 * np.sin(9 * x)
picture[snow] = [246, 249, 252]
trace = 0.40 + 0.46 * x**1.4 + 0.05 * np.sin(12 * x)
picture[snow & (np.abs(y - trace) < 0.012)] = [31, 111, 235]
for cx, cy, radius in [(0.24, 0.52, 0.045), (0.53, 0.63, 0.045), (0.80, 0.80, 0.055)]:
    picture[(x - cx) ** 2 + (y - cy) ** 2 < radius**2] = [255, 159, 28]
corner = 0.18
dx = np.maximum(np.abs(x - 0.5) - (0.5 - corner), 0)
dy = np.maximum(np.abs(y - 0.5) - (0.5 - corner), 0)
alpha = (dx**2 + dy**2 < corner**2) * 255.0
image = np.dstack([picture, alpha]).reshape(SIZE, FINE, SIZE, FINE, 4).mean(axis=(1, 3)).round().astype(np.uint8)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + row.tobytes() for row in image)
header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
pathlib.Path(__file__).with_name("icon.png").write_bytes(png)
