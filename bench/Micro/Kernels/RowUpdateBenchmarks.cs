using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>The kernels of optimizers on rows picked by id; times are those of one row. No row is asked for ahead.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public unsafe class RowUpdateBenchmarks
{
    private const float Step = 1e-6f;
    private static readonly AdamStep Numbers = new(Step, 0.9f, 0.999f, 0.5f, 0.5f, 1e-8f);

    private RowMatrix weights = null!;
    private RowMatrix gradient = null!;
    private RowMatrix? first;
    private RowMatrix? second;
    private RowWindows windows = null!;

    public static IEnumerable<RowShape> RowShapes => Shapes.Rows;

    [ParamsSource(nameof(RowShapes))]
    public RowShape Shape { get; set; } = null!;

    [GlobalSetup(Targets = [nameof(AxpyDefinition), nameof(AxpyVectors), nameof(AxpyTensors)])]
    public void SetupWeights()
    {
        weights = RandomNumbers.Fill(new RowMatrix(Shape.Rows, Shape.Columns), 1);
        gradient = RandomNumbers.Fill(new RowMatrix(1, Shape.Columns), 2);
        windows = new RowWindows(Shape.Rows, 3);
    }

    [GlobalSetup(Targets = [nameof(MomentumDefinition), nameof(MomentumVectors)])]
    public void SetupMomentum()
    {
        SetupWeights();
        first = new RowMatrix(Shape.Rows, Shape.Columns);
    }

    [GlobalSetup(Targets = [nameof(AdamDefinition), nameof(AdamVectors)])]
    public void SetupAdam()
    {
        SetupMomentum();
        second = new RowMatrix(Shape.Rows, Shape.Columns);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        weights.Dispose();
        gradient.Dispose();
        first?.Dispose();
        second?.Dispose();
        windows.Dispose();
    }

    [BenchmarkCategory("weights -= s g"), Benchmark(Baseline = true, OperationsPerInvoke = RowWindows.Count)]
    public void AxpyDefinition()
    {
        int* ids = windows.Next();
        for (int i = 0; i < RowWindows.Count; i++)
            Scalar.Axpy(-Step, gradient.Pointer, weights.RowPointer(ids[i]), weights.Stride);
    }

    [BenchmarkCategory("weights -= s g"), Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void AxpyVectors()
    {
        int* ids = windows.Next();
        for (int i = 0; i < RowWindows.Count; i++)
            VectorKernels.Axpy(-Step, gradient.Pointer, weights.RowPointer(ids[i]), weights.Stride);
    }

    [BenchmarkCategory("weights -= s g"), Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void AxpyTensors()
    {
        int* ids = windows.Next();
        ReadOnlySpan<float> x = new(gradient.Pointer, weights.Stride);
        for (int i = 0; i < RowWindows.Count; i++)
        {
            Span<float> y = new(weights.RowPointer(ids[i]), weights.Stride);
            TensorPrimitives.MultiplyAdd(x, -Step, y, y);
        }
    }

    [BenchmarkCategory("momentum"), Benchmark(Baseline = true, OperationsPerInvoke = RowWindows.Count)]
    public void MomentumDefinition()
    {
        int* ids = windows.Next();
        for (int i = 0; i < RowWindows.Count; i++)
            Scalar.Momentum(weights.RowPointer(ids[i]), first!.RowPointer(ids[i]), gradient.Pointer, weights.Stride, 0.9f, Step);
    }

    [BenchmarkCategory("momentum"), Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void MomentumVectors()
    {
        int* ids = windows.Next();
        for (int i = 0; i < RowWindows.Count; i++)
            RowUpdate.Momentum(weights.RowPointer(ids[i]), first!.RowPointer(ids[i]), gradient.Pointer, weights.Stride, 0.9f, Step);
    }

    [BenchmarkCategory("Adam"), Benchmark(Baseline = true, OperationsPerInvoke = RowWindows.Count)]
    public void AdamDefinition()
    {
        int* ids = windows.Next();
        for (int i = 0; i < RowWindows.Count; i++)
        {
            int row = ids[i];
            Scalar.Adam(
                weights.RowPointer(row), first!.RowPointer(row), second!.RowPointer(row), gradient.Pointer, weights.Stride, Numbers);
        }
    }

    [BenchmarkCategory("Adam"), Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void AdamVectors()
    {
        int* ids = windows.Next();
        for (int i = 0; i < RowWindows.Count; i++)
        {
            int row = ids[i];
            RowUpdate.Adam(
                weights.RowPointer(row), first!.RowPointer(row), second!.RowPointer(row), gradient.Pointer, weights.Stride, Numbers);
        }
    }
}
