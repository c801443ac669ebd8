using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>Dot products of one vector with rows picked by id; times are those of one row.</summary>
public unsafe class GatherDotBenchmarks
{
    private WeightMatrix rows = null!;
    private WeightMatrix halves = null!;
    private RowMatrix vector = null!;
    private RowMatrix results = null!;
    private RowWindows windows = null!;

    public static IEnumerable<RowShape> RowShapes => Shapes.Rows;

    [ParamsSource(nameof(RowShapes))]
    public RowShape Shape { get; set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        rows = RandomNumbers.Fill(new WeightMatrix(Shape.Rows, Shape.Columns), 1);
        halves = RandomNumbers.Fill(new WeightMatrix(Shape.Rows, Shape.Columns, WeightPrecision.BFloat16), 1);
        vector = RandomNumbers.Fill(new RowMatrix(1, Shape.Columns), 2);
        results = new RowMatrix(1, RowWindows.Count);
        windows = new RowWindows(Shape.Rows, 3);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        rows.Dispose();
        halves.Dispose();
        vector.Dispose();
        results.Dispose();
        windows.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = RowWindows.Count)]
    public void Definition() =>
        Scalar.GatherDot(rows.SinglePointer, rows.SingleStride, windows.Next(), RowWindows.Count, vector.Pointer, results.Pointer, rows.SingleStride);

    [Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void Vectors() => GatherDot.Compute(rows, windows.Next(), RowWindows.Count, vector.Pointer, results.Pointer);

    [Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void BFloat16Vectors() => GatherDot.Compute(halves, windows.Next(), RowWindows.Count, vector.Pointer, results.Pointer);

    [Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void Tensors()
    {
        int* ids = windows.Next();
        ReadOnlySpan<float> query = new(vector.Pointer, rows.Length);
        for (int i = 0; i < RowWindows.Count; i++)
            results.Pointer[i] = TensorPrimitives.Dot(new ReadOnlySpan<float>((float*)rows.RowPointer(ids[i]), rows.Length), query);
    }
}
