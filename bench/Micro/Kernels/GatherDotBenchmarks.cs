using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>Dot products of one vector with rows picked by id; times are those of one row.</summary>
public unsafe class GatherDotBenchmarks
{
    private RowMatrix rows = null!;
    private RowMatrix vector = null!;
    private RowMatrix results = null!;
    private RowWindows windows = null!;

    public static IEnumerable<RowShape> RowShapes => Shapes.Rows;

    [ParamsSource(nameof(RowShapes))]
    public RowShape Shape { get; set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        rows = RandomNumbers.Fill(new RowMatrix(Shape.Rows, Shape.Columns), 1);
        vector = RandomNumbers.Fill(new RowMatrix(1, Shape.Columns), 2);
        results = new RowMatrix(1, RowWindows.Count);
        windows = new RowWindows(Shape.Rows, 3);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        rows.Dispose();
        vector.Dispose();
        results.Dispose();
        windows.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = RowWindows.Count)]
    public void Definition() =>
        Scalar.GatherDot(rows.Pointer, rows.Stride, windows.Next(), RowWindows.Count, vector.Pointer, results.Pointer, rows.Stride);

    [Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void Vectors() =>
        GatherDot.Compute(rows.Pointer, rows.Stride, windows.Next(), RowWindows.Count, vector.Pointer, results.Pointer, rows.Stride);

    [Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void Tensors()
    {
        int* ids = windows.Next();
        ReadOnlySpan<float> query = new(vector.Pointer, rows.Stride);
        for (int i = 0; i < RowWindows.Count; i++)
            results.Pointer[i] = TensorPrimitives.Dot(new ReadOnlySpan<float>(rows.RowPointer(ids[i]), rows.Stride), query);
    }
}
