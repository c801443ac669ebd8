using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>One dot product of two rows in the first-level cache.</summary>
public unsafe class DotBenchmarks
{
    private RowMatrix operands = null!;
    private float* left;
    private float* right;

    /// <summary>Elements, the padding included: rows of 100, 128 and 129 elements, and of a layer over 512 units.</summary>
    [Params(112, 128, 144, 528)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        operands = RandomNumbers.Fill(new RowMatrix(2, Length), 1);
        left = operands.RowPointer(0);
        right = operands.RowPointer(1);
    }

    [GlobalCleanup]
    public void Cleanup() => operands.Dispose();

    [Benchmark(Baseline = true)]
    public float Definition() => Scalar.Dot(left, right, Length);

    [Benchmark]
    public float Vectors() => VectorKernels.Dot(left, right, Length);

    [Benchmark]
    public float Tensors() => TensorPrimitives.Dot(new ReadOnlySpan<float>(left, Length), new ReadOnlySpan<float>(right, Length));
}
