using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>The largest number of a run.</summary>
public unsafe class MaximumBenchmarks
{
    private RowMatrix values = null!;

    [Params(Shapes.Run, Shapes.RaggedRun, Shapes.LongRun)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup() => values = RandomNumbers.Fill(new RowMatrix(1, Count), 1);

    [GlobalCleanup]
    public void Cleanup() => values.Dispose();

    [Benchmark(Baseline = true)]
    public float Definition() => Scalar.Maximum(values.Pointer, Count);

    [Benchmark]
    public float Vectors() => SoftmaxKernels.Maximum(values.Pointer, Count);

    [Benchmark]
    public float Tensors() => TensorPrimitives.Max(values.Row(0));
}
