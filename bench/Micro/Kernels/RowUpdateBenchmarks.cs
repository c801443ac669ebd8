using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>The update kernels on rows picked by id, asking for rows ahead, against their definitions; times are those of one row.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public unsafe class RowUpdateBenchmarks
{
    private const float Step = 1e-6f;

    private WeightMatrix weights = null!;
    private RowMatrix gradients = null!;
    private RowMatrix inputGradient = null!;
    private AdamState adam = null!;
    private RowWindows windows = null!;

    public static IEnumerable<RowShape> RowShapes => Shapes.Rows;

    [ParamsSource(nameof(RowShapes))]
    public RowShape Shape { get; set; } = null!;

    private RowGradients Gradients => new(gradients.Pointer, gradients.Stride, gradients.Columns);

    [GlobalSetup]
    public void Setup()
    {
        weights = RandomNumbers.Fill(new WeightMatrix(Shape.Rows, Shape.Columns), 1);
        gradients = RandomNumbers.Fill(new RowMatrix(RowWindows.Count, Shape.Columns), 2);
        inputGradient = new RowMatrix(1, Shape.Columns);
        adam = new AdamState(Shape.Rows, Shape.Columns, 0.9f, 0.999f, 1e-8f);
        windows = new RowWindows(Shape.Rows, 3);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (IDisposable memory in (IDisposable[])
            [weights, gradients, inputGradient, adam, windows])
        {
            memory.Dispose();
        }
    }

    [BenchmarkCategory("weights -= s g"), Benchmark(Baseline = true, OperationsPerInvoke = RowWindows.Count)]
    public void ScaledDefinition()
    {
        int* ids = windows.Next();
        for (int i = 0; i < RowWindows.Count; i++)
            Scalar.ScaledStep((float*)weights.RowPointer(ids[i]), gradients.RowPointer(i), weights.Length, Step);
    }

    [BenchmarkCategory("weights -= s g"), Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void ScaledVectors() => RowUpdates.Run(weights, windows.Next(), RowWindows.Count, new ScaledStep<ConstantRule>(Gradients, new ConstantRule(Step)), 0);

    [BenchmarkCategory("weights -= s g"), Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void ScaledTensors()
    {
        int* ids = windows.Next();
        for (int i = 0; i < RowWindows.Count; i++)
        {
            Span<float> y = new(weights.RowPointer(ids[i]), weights.Length);
            TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(gradients.RowPointer(i), weights.Length), -Step, y, y);
        }
    }

    [BenchmarkCategory("momentum"), Benchmark(Baseline = true, OperationsPerInvoke = RowWindows.Count)]
    public void MomentumDefinition()
    {
        int* ids = windows.Next();
        for (int i = 0; i < RowWindows.Count; i++)
            Scalar.MomentumStep(
                (float*)weights.RowPointer(ids[i]), adam.First.RowPointer(ids[i]), gradients.RowPointer(i), weights.Length, 0.9f, 1, Step);
    }

    [BenchmarkCategory("momentum"), Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void MomentumVectors() => RowUpdates.Run(weights, windows.Next(), RowWindows.Count, new MomentumStep<ConstantRule>(Gradients, new ConstantRule(Step), adam.First, 0.9f, 1), 0);

    [BenchmarkCategory("Adagrad"), Benchmark(Baseline = true, OperationsPerInvoke = RowWindows.Count)]
    public void AdagradDefinition()
    {
        int* ids = windows.Next();
        for (int i = 0; i < RowWindows.Count; i++)
            Scalar.AdagradStep(
                (float*)weights.RowPointer(ids[i]), adam.Second.RowPointer(ids[i]), gradients.RowPointer(i), weights.Length, Step, 1e-8f);
    }

    [BenchmarkCategory("Adagrad"), Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void AdagradVectors() => RowUpdates.Run(weights, windows.Next(), RowWindows.Count, new AdagradStep(Gradients, adam.Second, Step, 1e-8f), 0);

    [BenchmarkCategory("Adam"), Benchmark(Baseline = true, OperationsPerInvoke = RowWindows.Count)]
    public void AdamDefinition()
    {
        int* ids = windows.Next();
        for (int i = 0; i < RowWindows.Count; i++)
            Scalar.AdamStep(
                (float*)weights.RowPointer(ids[i]), adam.First.RowPointer(ids[i]), adam.Second.RowPointer(ids[i]), gradients.RowPointer(i),
                weights.Length, 1, Step, 0.9, 0.999, 1e-8);
    }

    [BenchmarkCategory("Adam"), Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void AdamVectors() => RowUpdates.Run(weights, windows.Next(), RowWindows.Count, new AdamStep(Gradients, adam, Step), 0);

    [BenchmarkCategory("backward and update"), Benchmark(Baseline = true, OperationsPerInvoke = RowWindows.Count)]
    public void BackwardDefinition()
    {
        int* ids = windows.Next();
        for (int i = 0; i < RowWindows.Count; i++)
            Scalar.BackwardStep(
                (float*)weights.RowPointer(ids[i]), gradients.Pointer, inputGradient.Pointer, weights.Length, 0.5f, Step);
    }

    [BenchmarkCategory("backward and update"), Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void BackwardVectors() => RowUpdates.Run(weights, windows.Next(), RowWindows.Count,
        new BackwardStep<ConstantRule>(gradients.Pointer, inputGradient.Pointer, gradients.RowPointer(1), 1, new ConstantRule(Step)), 0);
}
