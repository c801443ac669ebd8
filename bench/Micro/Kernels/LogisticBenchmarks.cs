using BenchmarkDotNet.Attributes;
using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>Loss and derivative of a run of negatives, in place: derivatives of derivatives stay between 0 and 1.</summary>
public unsafe class LogisticBenchmarks
{
    private RowMatrix logits = null!;

    [Params(Shapes.Run, Shapes.RaggedRun, Shapes.LongRun)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup() => logits = RandomNumbers.Fill(new RowMatrix(1, Count), 1);

    [GlobalCleanup]
    public void Cleanup() => logits.Dispose();

    [Benchmark(Baseline = true)]
    public double Definition() => Scalar.LogisticNegatives(logits.Pointer, Count, 1);

    [Benchmark]
    public double Vectors() => LossKernels.LogisticNegatives(logits.Pointer, Count, 1);
}
