"""What the scripts that measure other libraries have in common: what they need, the layer they read, the folder they work on."""

import argparse
import importlib.metadata
import json
import os
import sys
from pathlib import Path

try:
    import numpy as np
except ImportError:
    sys.exit(f"{Path(sys.argv[0]).name}: needs numpy (Debian: python3-numpy)")

CORES = os.cpu_count() or 1


def optional(name):
    """A module, or None with a word about it."""
    try:
        return __import__(name)
    except ImportError as error:
        print(f"{name}: skipped, it cannot be loaded ({error}); Debian: python3-{name}", file=sys.stderr)
        return None


def version_of(module):
    try:
        return getattr(module, "__version__", None) or importlib.metadata.version(module.__name__)
    except importlib.metadata.PackageNotFoundError:
        return "of unknown version"


def read_output_layer(path, dtypes=("F32",)):
    """Rows [w; b] in single precision and the weights' checksum, read from the safetensors file: a length, a JSON header, the tensors."""
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
        tensors = []
        for name in ("output.weight", "output.bias"):
            entry = header[name]
            if entry["dtype"] not in dtypes:
                sys.exit(f"{path}: {name} is {entry['dtype']}, expected {' or '.join(dtypes)}")
            start, end = entry["data_offsets"]
            file.seek(8 + length + start)
            data = file.read(end - start)
            if entry["dtype"] == "BF16":
                values = (np.frombuffer(data, dtype="<u2").astype("<u4") << 16).view("<f4")
            else:
                values = np.frombuffer(data, dtype="<f4")
            tensors.append(values.reshape(entry["shape"][0], -1))
    return np.ascontiguousarray(np.hstack(tensors), dtype=np.float32), header["__metadata__"]["checksum.output.weight"]


def run(description, runner_command, result_name, task_type, measures):
    """Measures what is installed on the tasks in a folder and writes the results there.

    measures: for hnswlib and for faiss, what takes the module and a task and gives entries.
    """
    script = Path(sys.argv[0]).name
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR", help="what the runner was given as --work")
    parser.add_argument("--only", metavar="NAME[,NAME...]", help="these tasks only; the file then holds no others")
    arguments = parser.parse_args()
    names = sorted(path.name.removesuffix(".queries.npy") for path in arguments.folder.glob("*.queries.npy"))
    if arguments.only:
        names = [name for name in names if name in arguments.only.split(",")]
    if not names:
        sys.exit(f"{arguments.folder}: no queries of the wanted tasks; first run: bench/Runner {runner_command} --work {arguments.folder}")
    modules = [(module, measure) for module, measure in ((optional(name), measure) for name, measure in measures.items()) if module]
    if not modules:
        sys.exit(f"{script}: there is no library to measure")
    versions = {module.__name__: version_of(module) for module, _ in modules}
    tasks = {}
    for name in names:
        task = task_type(arguments.folder, name)
        print(f"{name}: {task.rows.shape[0]} rows, {len(task.queries)} queries", file=sys.stderr)
        entries = [entry for module, measure in modules for entry in measure(module, task)]
        tasks[name] = {"checksum": task.checksum, "queries": len(task.queries), "entries": entries}
    target = arguments.folder / result_name
    temporary = target.with_suffix(".tmp")
    temporary.write_text(json.dumps({"versions": versions, "tasks": tasks}, indent=1) + "\n")
    temporary.replace(target)
    print(f"wrote {target}", file=sys.stderr)
