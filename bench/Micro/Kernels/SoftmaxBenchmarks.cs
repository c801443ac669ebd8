using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>One sample's softmax: maximum, exponentials and their sum, scaling; TensorPrimitives reads one run and writes another.</summary>
public unsafe class SoftmaxBenchmarks
{
    private RowMatrix logits = null!;
    private RowMatrix results = null!;

    [Params(Shapes.Run, Shapes.RaggedRun, Shapes.LongRun)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        logits = RandomNumbers.Fill(new RowMatrix(1, Count), 1);
        results = RandomNumbers.Fill(new RowMatrix(1, Count), 1);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        logits.Dispose();
        results.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Definition()
    {
        double sum = Scalar.ExpSum(results.Pointer, Count, Scalar.Maximum(results.Pointer, Count));
        Scalar.Scale(results.Pointer, Count, (float)(1 / sum));
    }

    [Benchmark]
    public void Vectors()
    {
        double sum = SoftmaxKernels.ExpSum(results.Pointer, Count, SoftmaxKernels.Maximum(results.Pointer, Count));
        SoftmaxKernels.Scale(results.Pointer, Count, (float)(1 / sum));
    }

    [Benchmark]
    public void Tensors() => TensorPrimitives.SoftMax(logits.Row(0), results.Row(0));
}
