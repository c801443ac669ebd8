#!/usr/bin/env python3
"""Other libraries' indexes over the output layers that `bench/Runner hashing --work DIR` trained, asked with the same queries.

For each task in DIR: the model NAME.safetensors (32-bit weights), NAME.queries.npy ([h; 1] in rows), NAME.label_offsets.npy with
NAME.label_ids.npy (true labels of each query) and NAME.moments.npy (mean of training points' [h; 1], mean distance from it). Measures
hnswlib and faiss, whichever is installed: the share of the exact top 10 and of the true labels among at most 300 candidates,
microseconds a query on one thread in blocks of 16 queries (median of 3 rounds), seconds to build on all cores (one round), and bytes.
Writes DIR/peers.json, which the runner takes by --peers.

On Debian: apt-get install python3-numpy python3-hnswlib python3-faiss
Usage: python3 bench/external/retrieval_peers.py DIR [--only NAME[,NAME...]]
"""

import statistics
import sys
import time

from peers import CORES, np, read_output_layer, run

TOP = 10
BUDGET = 300
BLOCK = 16
ROUNDS = 3


class Task:
    """An output layer, queries, and what they should find."""

    def __init__(self, folder, name):
        self.name = name
        self.rows, self.checksum = read_output_layer(folder / f"{name}.safetensors")
        self.queries = np.ascontiguousarray(np.load(folder / f"{name}.queries.npy"), dtype=np.float32)
        if self.queries.shape[1] != self.rows.shape[1]:
            sys.exit(f"{name}: queries have {self.queries.shape[1]} elements, rows {self.rows.shape[1]}; run the runner again")
        moments = np.load(folder / f"{name}.moments.npy")
        self.mean_query, self.deviation = moments[:-1], moments[-1]
        offsets = np.load(folder / f"{name}.label_offsets.npy")
        ids = np.load(folder / f"{name}.label_ids.npy")
        self.labels = [ids[a:b] for a, b in zip(offsets, offsets[1:])]
        self.best = [exact_top(self.rows, query) for query in self.queries]


def exact_top(rows, query):
    scores = rows @ query
    best = np.argpartition(-scores, min(TOP, len(scores)) - 1)[:TOP]
    return best[np.argsort(-scores[best], kind="stable")]


def measure(task, family, setting, default, search, build_seconds, size):
    """search(block of queries) gives an array of ids for each query, -1 where there is none."""
    blocks = [task.queries[i:i + BLOCK] for i in range(0, len(task.queries), BLOCK)]
    found = [row[row >= 0] for block in blocks for row in search(block)]
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for block in blocks:
            search(block)
        seconds.append(time.perf_counter() - start)
    entry = {
        "family": family, "setting": setting, "is_default": default,
        "top_recall": recall(task.best, found), "label_recall": recall(task.labels, found),
        "mean_candidates": float(np.mean([len(ids) for ids in found])),
        "microseconds": 1e6 * statistics.median(seconds) / len(task.queries),
        "build_seconds": build_seconds, "bytes": size,
    }
    print(f"  {family}, {setting}: recall {entry['top_recall']:.3f}, of labels {entry['label_recall']:.3f}, "
          f"{entry['microseconds']:.0f} us a query, built in {build_seconds:.2f} s", file=sys.stderr)
    return entry


def recall(wanted, found):
    hits = sum(len(np.intersect1d(ids, candidates)) for ids, candidates in zip(wanted, found))
    return hits / max(1, sum(len(ids) for ids in wanted))


def measure_hnswlib(hnswlib, task, links=16, build_effort=200):
    count, dimension = task.rows.shape
    index = hnswlib.Index(space="ip", dim=dimension)
    index.init_index(max_elements=count, M=links, ef_construction=build_effort, random_seed=1)
    start = time.perf_counter()
    index.set_num_threads(CORES)
    index.add_items(task.rows)
    seconds = time.perf_counter() - start
    index.set_num_threads(1)
    # Each row on the lowest level has up to 2 M links of 4 bytes and a count; the rows themselves are the layer's.
    size = count * 4 * (2 * links + 1)
    for effort in (50, 100, 200, 400, 800):
        k = min(BUDGET, effort, count)
        index.set_ef(effort)
        yield measure(task, "hnswlib", f"M = {links}, ef = {effort}", effort == 400,
                      lambda block: index.knn_query(block, k=k)[0].astype(np.int64), seconds, size)


def measure_faiss(faiss, task):
    count, dimension = task.rows.shape
    k = min(BUDGET, count)

    def built(index, rows):
        faiss.omp_set_num_threads(CORES)
        start = time.perf_counter()
        if not index.is_trained:
            index.train(rows)
        index.add(rows)
        seconds = time.perf_counter() - start
        faiss.omp_set_num_threads(1)
        return seconds

    exact = faiss.IndexFlatIP(dimension)
    seconds = built(exact, task.rows)
    yield measure(task, "faiss flat", "exact", True, lambda block: exact.search(block, k)[1], seconds, 0)

    lists = max(1, int(round(count ** 0.5)))
    inverted = faiss.IndexIVFFlat(faiss.IndexFlatIP(dimension), dimension, lists, faiss.METRIC_INNER_PRODUCT)
    seconds = built(inverted, task.rows)
    for probes in (1, 2, 4, 8, 16, 32, 64):
        inverted.nprobe = probes
        yield measure(task, "faiss IVF", f"{lists} lists, {probes} probed", probes == 8,
                      lambda block: inverted.search(block, k)[1], seconds, 4 * (count + lists * dimension))

    graph = faiss.IndexHNSWFlat(dimension, 16, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction = 200
    seconds = built(graph, task.rows)
    for effort in (50, 100, 200, 400, 800):
        graph.hnsw.efSearch = effort
        most = min(k, effort)
        yield measure(task, "faiss HNSW", f"M = 16, ef = {effort}", effort == 400,
                      lambda block: graph.search(block, most)[1], seconds, count * 4 * 33)

    # Signatures see angles: rows and queries without their means, rows of one length by a further element.
    rows, to_query = equal_lengths(task)
    for bits in (256, 512, 1024):
        signatures = faiss.IndexLSH(rows.shape[1], bits)
        seconds = built(signatures, rows)
        yield measure(task, "faiss LSH scan", f"{bits} bits", bits == 512,
                      lambda block: signatures.search(to_query(block), k)[1], seconds, count * bits // 8)


def equal_lengths(task):
    """Maps rows and queries so that angles order rows as logits do, as far as the 99th percentile of lengths reaches."""
    mean_query = task.mean_query
    scale = 0.5 * task.deviation
    centred = task.rows - task.rows.mean(axis=0)
    centred[:, -1] = centred @ mean_query / scale
    squares = (centred ** 2).sum(axis=1)
    rest = np.sqrt(np.maximum(0, np.quantile(squares, 0.99) - squares))
    mapped = np.ascontiguousarray(np.hstack([centred, rest[:, None]]), dtype=np.float32)

    def to_query(block):
        moved = block - mean_query
        moved[:, -1] = scale
        return np.ascontiguousarray(np.hstack([moved, np.zeros((len(block), 1), dtype=np.float32)]), dtype=np.float32)

    return mapped, to_query


if __name__ == "__main__":
    run(__doc__, "hashing", "peers.json", Task, {"hnswlib": measure_hnswlib, "faiss": measure_faiss})
