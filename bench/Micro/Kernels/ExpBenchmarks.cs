using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>
/// e^x of a run. Ours work in place and sum as well; a shift of 2 keeps the numbers finite from call to call. TensorPrimitives reads
/// one run and writes another.
/// </summary>
public unsafe class ExpBenchmarks
{
    private const float Shift = 2;

    private RowMatrix values = null!;
    private RowMatrix results = null!;

    [Params(Shapes.Run, Shapes.RaggedRun, Shapes.LongRun)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        values = RandomNumbers.Fill(new RowMatrix(1, Count), 1);
        results = RandomNumbers.Fill(new RowMatrix(1, Count), 1);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        values.Dispose();
        results.Dispose();
    }

    [Benchmark(Baseline = true)]
    public double Definition() => Scalar.ExpSum(results.Pointer, Count, Shift);

    [Benchmark]
    public double Vectors() => SoftmaxKernels.ExpSum(results.Pointer, Count, Shift);

    [Benchmark]
    public void Tensors() => TensorPrimitives.Exp(values.Row(0), results.Row(0));
}
