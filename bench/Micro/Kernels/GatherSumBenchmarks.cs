using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>The weighted sum of rows picked by id; times are those of one row.</summary>
public unsafe class GatherSumBenchmarks
{
    private WeightMatrix rows = null!;
    private WeightMatrix halves = null!;
    private RowMatrix scales = null!;
    private RowMatrix sum = null!;
    private RowWindows windows = null!;

    public static IEnumerable<RowShape> RowShapes => Shapes.Rows;

    [ParamsSource(nameof(RowShapes))]
    public RowShape Shape { get; set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        rows = RandomNumbers.Fill(new WeightMatrix(Shape.Rows, Shape.Columns), 1);
        halves = RandomNumbers.Fill(new WeightMatrix(Shape.Rows, Shape.Columns, WeightPrecision.BFloat16), 1);
        scales = RandomNumbers.Fill(new RowMatrix(1, RowWindows.Count), 2);
        sum = new RowMatrix(1, Shape.Columns);
        windows = new RowWindows(Shape.Rows, 3);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        rows.Dispose();
        halves.Dispose();
        scales.Dispose();
        sum.Dispose();
        windows.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = RowWindows.Count)]
    public void Definition() =>
        Scalar.GatherSum(rows.SinglePointer, rows.SingleStride, windows.Next(), scales.Pointer, RowWindows.Count, sum.Pointer, rows.SingleStride);

    [Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void Vectors() => GatherSum.Compute(rows, windows.Next(), scales.Pointer, RowWindows.Count, sum.Pointer, sum.Stride);

    [Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void BFloat16Vectors() => GatherSum.Compute(halves, windows.Next(), scales.Pointer, RowWindows.Count, sum.Pointer, sum.Stride);

    [Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void Tensors()
    {
        int* ids = windows.Next();
        Span<float> total = new(sum.Pointer, rows.Length);
        total.Clear();
        for (int i = 0; i < RowWindows.Count; i++)
            TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>((float*)rows.RowPointer(ids[i]), rows.Length), scales.Pointer[i], total, total);
    }
}
