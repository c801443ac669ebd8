using BenchmarkDotNet.Attributes;
using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade.Micro.Index;

/// <summary>
/// Searching for 64 queries at once, 500 ids each, on one thread; times are those of one query. The baseline scans all rows.
/// </summary>
public unsafe class IndexSearchBenchmarks
{
    private const int Queries = 64;
    private const int Budget = 500;

    private readonly int[] ids = new int[Queries * Budget];
    private readonly int[] found = new int[Queries];
    private WeightMatrix rows = null!;
    private RowMatrix queries = null!;
    private INeuronIndex index = null!;
    private IndexQuery state = null!;

    [GlobalSetup(Target = nameof(Exact))]
    public void SetupExact() => Setup(new ExactIndex(IndexShape.Rows, IndexShape.Columns));

    [GlobalSetup(Target = nameof(SimHash))]
    public void SetupSimHash() => Setup(IndexShape.CreateIndex(HashKind.SimHash));

    [GlobalSetup(Target = nameof(Dwta))]
    public void SetupDwta() => Setup(IndexShape.CreateIndex(HashKind.Dwta));

    [GlobalCleanup]
    public void Cleanup()
    {
        state.Dispose();
        index.Dispose();
        queries.Dispose();
        rows.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Queries)]
    public void Exact() => Search();

    [Benchmark(OperationsPerInvoke = Queries)]
    public void SimHash() => Search();

    [Benchmark(OperationsPerInvoke = Queries)]
    public void Dwta() => Search();

    private void Setup(INeuronIndex created)
    {
        rows = IndexShape.CreateRows();
        queries = RandomNumbers.Fill(new RowMatrix(Queries, IndexShape.Columns), 2);
        for (int i = 0; i < Queries; i++)
            queries.Row(i)[^1] = 1;
        index = created;
        using WorkerTeam team = new(1);
        QueryMoments moments = QueryMoments.Measure(queries, new float[IndexShape.Columns]);
        index.Rebuild(rows, moments, team);
        state = index.CreateQuery();
    }

    private void Search() => index.SearchBatch(queries.Pointer, queries.Stride, Queries, Budget, ids, found, state);
}
