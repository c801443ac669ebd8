using System.Diagnostics;
using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Roofline;

/// <summary>
/// Measures bounds and kernels in turn, several rounds of all, and keeps medians: a shared machine's speed drifts, and what is compared must have
/// run side by side.
/// </summary>
internal sealed unsafe class RooflineBenchmark : IDisposable
{
    private const int Rows = 670_091;
    private const int Columns = 128;
    private const int BatchSamples = 256;
    private const int BlockNeurons = 128;
    private const int ProductRepeats = 400;
    private const long MultiplyAddRounds = 20_000_000;

    private static readonly int[] Distances = [4, 8, 16, 32];

    private readonly WorkerTeam team;
    private readonly RowMatrix weights = new(Rows, Columns);
    private readonly RowMatrix gradients = new(BlockNeurons, Columns);
    private readonly RowMatrix vector = new(1, Columns);
    private readonly int[] ids = new int[Rows];
    private readonly RowMatrix[] results;
    private readonly ProductOperands[] operands;
    private readonly List<(RooflineEntry Entry, Func<double> Measure)> probes = [];
    private readonly List<RowOptimizer> optimizers = [];
    private float sink;

    public RooflineBenchmark(int threads)
    {
        team = new WorkerTeam(threads);
        RandomStream random = new(7);
        for (int row = 0; row < Rows; row++)
        {
            ids[row] = row;
            weights.Row(row).Fill(random.NextSingle());
        }
        random.Shuffle(ids);
        for (int row = 0; row < BlockNeurons; row++)
            gradients.Row(row).Fill(1e-3f * random.NextSingle());
        vector.Row(0).Fill(0.5f);
        results = [.. Enumerable.Range(0, threads).Select(_ => new RowMatrix(1, BlockNeurons))];
        operands = [.. Enumerable.Range(0, threads).Select(_ => new ProductOperands(BatchSamples, BlockNeurons, Columns))];
        AddProbes();
    }

    /// <summary>Runs everything <paramref name="rounds"/> times and returns each entry with its median rate.</summary>
    public IReadOnlyList<RooflineEntry> Run(int rounds)
    {
        double[][] rates = [.. probes.Select(_ => new double[rounds])];
        foreach ((_, Func<double> measure) in probes)
            measure();
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < probes.Count; i++)
                rates[i][round] = probes[i].Measure();
        }
        return [.. probes.Select((probe, i) => probe.Entry with { Rate = Median.Of(rates[i]) })];
    }

    public void Dispose()
    {
        foreach (RowOptimizer optimizer in optimizers)
            optimizer.Dispose();
        foreach (IDisposable memory in (IEnumerable<IDisposable>)[.. results, .. operands, weights, gradients, vector, team])
            memory.Dispose();
    }

    private void AddProbes()
    {
        const long rowBytes = Columns * sizeof(float);
        Add(RooflineBound.SequentialRead, null, () => Bytes(rowBytes, (_, start, end) => sink += MachineProbes.ReadInOrder(weights, start, end)));
        foreach (int distance in Distances)
        {
            Add(RooflineBound.RandomRead, null, () => Bytes(
                rowBytes, (_, start, end) => sink += MachineProbes.ReadRows(weights, ids.AsSpan(start, end - start), distance)));
            Add(RooflineBound.RandomReadWrite, null, () => Bytes(
                2 * rowBytes, (_, start, end) => MachineProbes.ReadAndWriteRows(weights, ids.AsSpan(start, end - start), distance)));
        }
        Add(RooflineBound.MultiplyAdd, null, MultiplyAddRate);

        Add(RooflineBound.RandomRead, "gathered dot products", () => Bytes(rowBytes, GatherDots));
        Add(RooflineBound.RandomRead, "gathered weighted sum", () => Bytes(rowBytes, GatherSums));
        AddOptimizer(OptimizerKind.Sgd, "update, sgd", 2 * rowBytes);
        AddOptimizer(OptimizerKind.RowRms, "update, row-rms", 2 * rowBytes);
        AddOptimizer(OptimizerKind.RowAdam, "update, row-adam (weights and momentum)", 4 * rowBytes);
        AddOptimizer(OptimizerKind.Adam, "update, adam (weights and two moments)", 6 * rowBytes);

        foreach (ProductKind kind in Enum.GetValues<ProductKind>())
            Add(RooflineBound.MultiplyAdd, $"matrix product, {kind.ToString().ToLowerInvariant()}", () => ProductRate(kind));
    }

    private void Add(RooflineBound bound, string? kernel, Func<double> measure) => probes.Add((new RooflineEntry(bound, kernel, 0), measure));

    private void AddOptimizer(OptimizerKind kind, string name, long rowBytes)
    {
        RowOptimizer optimizer = RowOptimizers.Create(kind, weights);
        optimizers.Add(optimizer);
        Add(RooflineBound.RandomReadWrite, name, () => Bytes(rowBytes, (_, start, end) => Update(optimizer, start, end)));
    }

    /// <summary>GB/s of a pass over all rows in random order, the rows divided among the workers.</summary>
    private double Bytes(long bytesPerRow, Action<int, int, int> pass)
    {
        int share = (Rows + team.Size - 1) / team.Size;
        long start = Stopwatch.GetTimestamp();
        team.ForBlocks(Rows, share, pass);
        return Rows * bytesPerRow / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
    }

    private double MultiplyAddRate()
    {
        long operations = 0;
        long start = Stopwatch.GetTimestamp();
        team.Run(_ =>
        {
            Interlocked.Add(ref operations, MachineProbes.MultiplyAdd(MultiplyAddRounds, out float result));
            sink += result;
        });
        return operations / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
    }

    private double ProductRate(ProductKind kind)
    {
        long start = Stopwatch.GetTimestamp();
        team.Run(worker =>
        {
            for (int i = 0; i < ProductRepeats; i++)
                operands[worker].Run(kind);
        });
        return (double)team.Size * ProductRepeats * ProductOperands.Operations(BatchSamples, BlockNeurons, Columns)
            / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
    }

    private void GatherDots(int worker, int start, int end)
    {
        fixed (int* id = ids)
        {
            for (int i = start; i < end; i += BlockNeurons)
            {
                GatherDot.Compute(
                    weights.Pointer, weights.Stride, id + i, Math.Min(BlockNeurons, end - i), vector.Pointer, results[worker].Pointer, Columns);
            }
        }
    }

    private void GatherSums(int worker, int start, int end)
    {
        fixed (int* id = ids)
        {
            for (int i = start; i < end; i += BlockNeurons)
            {
                GatherSum.Compute(
                    weights.Pointer, weights.Stride, id + i, gradients.Pointer, Math.Min(BlockNeurons, end - i), results[worker].Pointer, Columns);
            }
        }
    }

    private void Update(RowOptimizer optimizer, int start, int end)
    {
        fixed (int* id = ids)
        {
            for (int i = start; i < end; i += BlockNeurons)
                optimizer.UpdateHogwild(id + i, Math.Min(BlockNeurons, end - i), gradients.Pointer, gradients.Stride, 1e-6f);
        }
    }
}
