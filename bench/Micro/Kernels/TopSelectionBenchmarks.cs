using BenchmarkDotNet.Attributes;
using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>The best of a run of scores: each offered to the heap, and only those above the threshold.</summary>
public unsafe class TopSelectionBenchmarks
{
    private readonly TopSelection selection = new();
    private RowMatrix scores = null!;
    private AlignedBuffer<int> ids = null!;

    /// <summary>Scores: a sample's candidates, a row of a wide layer, and more than caches hold.</summary>
    [Params(Shapes.RaggedRun, Shapes.WideLayer, Shapes.LongRun)]
    public int Count { get; set; }

    /// <summary>How many are kept: labels of a prediction, ids of a search.</summary>
    [Params(5, 500)]
    public int Budget { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        scores = RandomNumbers.Fill(new RowMatrix(1, Count), 1);
        ids = new AlignedBuffer<int>(Count);
        for (int i = 0; i < Count; i++)
            ids.Pointer[i] = i;
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        scores.Dispose();
        ids.Dispose();
    }

    [Benchmark(Baseline = true)]
    public int OneByOne()
    {
        selection.Begin(Budget);
        for (int i = 0; i < Count; i++)
            selection.Offer(ids.Pointer[i], scores.Pointer[i]);
        selection.Sort();
        return selection.Count;
    }

    [Benchmark]
    public int Vectors()
    {
        selection.Begin(Budget);
        selection.OfferRun(ids.Pointer, scores.Pointer, Count);
        selection.Sort();
        return selection.Count;
    }
}
