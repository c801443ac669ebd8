using BenchmarkDotNet.Attributes;
using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade.Micro.Index;

/// <summary>Rehashing all rows of a layer: 67,000 x 129, 50 tables.</summary>
public class IndexRebuildBenchmarks
{
    private WeightMatrix rows = null!;
    private LshIndex index = null!;
    private WorkerTeam team = null!;

    /// <summary>One worker, and one for each processor.</summary>
    public static IEnumerable<int> ThreadCounts => new[] { 1, Environment.ProcessorCount }.Distinct();

    [ParamsAllValues]
    public HashKind Hash { get; set; }

    [ParamsSource(nameof(ThreadCounts))]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        rows = IndexShape.CreateRows();
        index = IndexShape.CreateIndex(Hash);
        team = new WorkerTeam(Threads);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        team.Dispose();
        index.Dispose();
        rows.Dispose();
    }

    [Benchmark]
    public void Rebuild() => index.Rebuild(rows, default, team);
}
