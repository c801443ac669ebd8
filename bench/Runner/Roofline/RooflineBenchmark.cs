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

    /// <summary>Row state is a few bytes, but at random rows a whole cache line of it is read and written.</summary>
    private const int StateLineBytes = 64;

    private static readonly int[] Distances = [4, 8, 16, 32];

    private readonly WorkerTeam team;
    private readonly WeightMatrix single = new(Rows, Columns);
    private readonly WeightMatrix half = new(Rows, Columns, WeightPrecision.BFloat16);
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
        float[] values = new float[Columns];
        for (int row = 0; row < Rows; row++)
        {
            ids[row] = row;
            Array.Fill(values, random.NextSingle());
            single.WriteRow(row, values);
            half.WriteRow(row, values);
        }
        random.Shuffle(ids);
        for (int row = 0; row < BlockNeurons; row++)
            gradients.Row(row).Fill(1e-3f * random.NextSingle());
        vector.Row(0).Fill(0.5f);
        results = [.. Enumerable.Range(0, threads).Select(_ => new RowMatrix(1, Math.Max(BlockNeurons, Columns)))];
        operands = [.. Enumerable.Range(0, threads).Select(_ => new ProductOperands(BatchSamples, BlockNeurons, Columns))];
        AddRowProbes(single, "");
        AddRowProbes(half, ", bf16");
        AddProductProbes();
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
        foreach (IDisposable memory in (IEnumerable<IDisposable>)[.. results, .. operands, single, half, gradients, vector, team])
            memory.Dispose();
    }

    private void AddRowProbes(WeightMatrix weights, string storage)
    {
        int rowBytes = (int)weights.StrideBytes;
        ProbedRows rows = new(weights);
        Add(RooflineBound.SequentialRead, rowBytes, null, () => Bytes(
            rowBytes, (_, start, end) => sink += MachineProbes.ReadInOrder(rows, start, end)));
        foreach (int distance in Distances)
        {
            Add(RooflineBound.RandomRead, rowBytes, null, () => Bytes(
                rowBytes, (_, start, end) => sink += MachineProbes.ReadRows(rows, ids.AsSpan(start, end - start), distance)));
        }
        Add(RooflineBound.RandomRead, rowBytes, "gathered dot products" + storage, () => Bytes(
            rowBytes, (worker, start, end) => GatherDots(weights, worker, start, end)));
        Add(RooflineBound.RandomRead, rowBytes, "gathered weighted sum" + storage, () => Bytes(
            rowBytes, (worker, start, end) => GatherSums(weights, worker, start, end)));
        foreach (int distance in Distances)
        {
            Add(RooflineBound.RandomReadWrite, rowBytes, null, () => Bytes(
                2 * rowBytes, (_, start, end) => MachineProbes.ReadAndWriteRows(rows, ids.AsSpan(start, end - start), distance)));
        }
        AddOptimizer(weights, OptimizerKind.Sgd, "update, sgd" + storage, 2 * rowBytes);
        AddOptimizer(weights, OptimizerKind.RowRms, "update, row-rms" + storage, 2 * (rowBytes + StateLineBytes));
        AddBackward(weights, "backward and update in one visit, row-rms" + storage, 2 * (rowBytes + StateLineBytes));
        if (weights.Precision != WeightPrecision.Single)
            return;
        AddOptimizer(weights, OptimizerKind.RowAdam, "update, row-adam (weights and momentum)", (4 * rowBytes) + (2 * StateLineBytes));
        AddOptimizer(weights, OptimizerKind.Adam, "update, adam (weights and two moments)", (6 * rowBytes) + (2 * StateLineBytes));
    }

    private void AddProductProbes()
    {
        Add(RooflineBound.MultiplyAdd, 0, null, MultiplyAddRate);
        foreach (ProductKind kind in Enum.GetValues<ProductKind>())
            Add(RooflineBound.MultiplyAdd, 0, $"matrix product, {kind.ToString().ToLowerInvariant()}", () => ProductRate(kind));
    }

    private void Add(RooflineBound bound, int rowBytes, string? kernel, Func<double> measure) =>
        probes.Add((new RooflineEntry(bound, rowBytes, kernel, 0), measure));

    private void AddOptimizer(WeightMatrix weights, OptimizerKind kind, string name, long trafficBytes)
    {
        RowOptimizer optimizer = RowOptimizers.Create(kind, weights);
        optimizers.Add(optimizer);
        Add(RooflineBound.RandomReadWrite, (int)weights.StrideBytes, name, () => Bytes(
            trafficBytes, (_, start, end) => Update(optimizer, start, end)));
    }

    private void AddBackward(WeightMatrix weights, string name, long trafficBytes)
    {
        RowRmsOptimizer optimizer = new(weights);
        optimizers.Add(optimizer);
        Add(RooflineBound.RandomReadWrite, (int)weights.StrideBytes, name, () => Bytes(
            trafficBytes, (worker, start, end) => Backward(optimizer, worker, start, end)));
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

    private void GatherDots(WeightMatrix weights, int worker, int start, int end)
    {
        fixed (int* id = ids)
        {
            for (int i = start; i < end; i += BlockNeurons)
                GatherDot.Compute(weights, id + i, Math.Min(BlockNeurons, end - i), vector.Pointer, results[worker].Pointer);
        }
    }

    private void GatherSums(WeightMatrix weights, int worker, int start, int end)
    {
        fixed (int* id = ids)
        {
            for (int i = start; i < end; i += BlockNeurons)
            {
                GatherSum.Compute(
                    weights, id + i, gradients.Pointer, Math.Min(BlockNeurons, end - i), results[worker].Pointer, weights.Length);
            }
        }
    }

    private void Update(RowOptimizer optimizer, int start, int end)
    {
        RandomStream random = new(1, (ulong)start);
        fixed (int* id = ids)
        {
            for (int i = start; i < end; i += BlockNeurons)
            {
                optimizer.UpdateHogwild(
                    id + i, Math.Min(BlockNeurons, end - i), gradients.Pointer, gradients.Stride, 1e-6f, optimizer.DrawNoise(ref random));
            }
        }
    }

    private void Backward(ScaledRowOptimizer optimizer, int worker, int start, int end)
    {
        RandomStream random = new(1, (ulong)start);
        fixed (int* id = ids)
        {
            for (int i = start; i < end; i += BlockNeurons)
            {
                optimizer.BackwardHogwild(
                    id + i, gradients.Pointer, Math.Min(BlockNeurons, end - i), vector.Pointer, results[worker].Pointer, 1e-6f, ref random);
            }
        }
    }
}
