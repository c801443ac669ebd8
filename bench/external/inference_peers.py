#!/usr/bin/env python3
"""Other libraries' indexes over the output layers that `bench/Runner inference --work DIR` trained, asked the same questions.

For each task in DIR: the model NAME.safetensors (F32 or BF16), NAME.queries.npy ([h; 1] in rows), NAME.label_offsets.npy with NAME.label_ids.npy
(true labels of each query). Measures hnswlib and faiss, whichever is installed: P@1 and P@5, microseconds of a single query (median and 99th
percentile, one thread), microseconds a query of all at once on one thread and on all cores (median of 3 rounds), seconds to build on all cores,
and bytes of the index, the weights left out where it refers to a copy of them in single precision. Writes DIR/inference_peers.json, which the
runner takes by --peers.

On Debian: apt-get install python3-numpy python3-hnswlib python3-faiss
Usage: python3 bench/external/inference_peers.py DIR [--only NAME[,NAME...]]
"""

import statistics
import sys
import time

from peers import CORES, np, read_output_layer, run

TOP = 5
ROUNDS = 3


class Task:
    """An output layer, queries, and their true labels."""

    def __init__(self, folder, name):
        self.rows, self.checksum = read_output_layer(folder / f"{name}.safetensors", ("F32", "BF16"))
        self.queries = np.ascontiguousarray(np.load(folder / f"{name}.queries.npy"), dtype=np.float32)
        offsets = np.load(folder / f"{name}.label_offsets.npy")
        ids = np.load(folder / f"{name}.label_ids.npy")
        self.labels = [set(ids[a:b].tolist()) for a, b in zip(offsets, offsets[1:])]


def measure(task, method, setting, search, use_threads, build_seconds, size):
    """search(queries) gives the best ids of each, the best first; use_threads(n) says how many threads it may take."""
    use_threads(1)
    found = search(task.queries)
    single = []
    for query in task.queries:
        start = time.perf_counter()
        search(query[None, :])
        single.append(1e6 * (time.perf_counter() - start))
    single.sort()
    batch = []
    for threads in (1, CORES):
        use_threads(threads)
        seconds = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            search(task.queries)
            seconds.append(time.perf_counter() - start)
        batch.append(1e6 * statistics.median(seconds) / len(task.queries))
    # Several clients at once are not measured: Python threads would measure Python. JSON has no NaN.
    entry = {
        "method": method, "setting": setting,
        "precision_at1": sum(int(ids[0]) in labels for ids, labels in zip(found, task.labels)) / len(task.labels),
        "precision_at5": sum(len(labels.intersection(ids.tolist())) for ids, labels in zip(found, task.labels)) / TOP / len(task.labels),
        "median_microseconds": single[int(0.5 * (len(single) - 1))], "slow_microseconds": single[int(0.99 * (len(single) - 1))],
        "busy_median_microseconds": "NaN", "busy_slow_microseconds": "NaN",
        "batch_microseconds": batch[0], "parallel_batch_microseconds": batch[1],
        "build_seconds": build_seconds, "bytes": float(size),
    }
    print(f"  {method}, {setting}: P@1 {100 * entry['precision_at1']:.2f}, P@5 {100 * entry['precision_at5']:.2f}, "
          f"{entry['median_microseconds']:.0f} us", file=sys.stderr)
    return entry


def measure_hnswlib(hnswlib, task, links=16):
    count, dimension = task.rows.shape
    index = hnswlib.Index(space="ip", dim=dimension)
    index.init_index(max_elements=count, M=links, ef_construction=200, random_seed=1)
    index.set_num_threads(CORES)
    start = time.perf_counter()
    index.add_items(task.rows)
    seconds = time.perf_counter() - start
    for effort in (50, 200, 800):
        index.set_ef(effort)
        yield measure(task, "hnswlib", f"M = {links}, ef = {effort}", lambda queries: index.knn_query(queries, k=TOP)[0].astype(np.int64),
                      index.set_num_threads, seconds, count * 4 * (2 * links + 1))


def measure_faiss(faiss, task):
    count, dimension = task.rows.shape
    threads = faiss.omp_set_num_threads

    def built(index):
        threads(CORES)
        start = time.perf_counter()
        if not index.is_trained:
            index.train(task.rows)
        index.add(task.rows)
        return time.perf_counter() - start

    exact = faiss.IndexFlatIP(dimension)
    seconds = built(exact)
    yield measure(task, "faiss flat", "exact, fp32", lambda queries: exact.search(queries, TOP)[1], threads, seconds, 0)

    lists = max(1, int(round(count ** 0.5)))
    inverted = faiss.IndexIVFFlat(faiss.IndexFlatIP(dimension), dimension, lists, faiss.METRIC_INNER_PRODUCT)
    seconds = built(inverted)
    for probes in (8, 64):
        inverted.nprobe = probes
        yield measure(task, "faiss IVF", f"{lists} lists, {probes} probed", lambda queries: inverted.search(queries, TOP)[1], threads, seconds,
                      4 * (count + lists * dimension))

    graph = faiss.IndexHNSWFlat(dimension, 16, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction = 200
    seconds = built(graph)
    for effort in (50, 200, 800):
        graph.hnsw.efSearch = effort
        yield measure(task, "faiss HNSW", f"M = 16, ef = {effort}", lambda queries: graph.search(queries, TOP)[1], threads, seconds, count * 4 * 33)


if __name__ == "__main__":
    run(__doc__, "inference", "inference_peers.json", Task, {"hnswlib": measure_hnswlib, "faiss": measure_faiss})
