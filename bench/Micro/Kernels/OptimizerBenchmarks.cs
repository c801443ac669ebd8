using BenchmarkDotNet.Attributes;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Micro.Kernels;

/// <summary>A whole optimizer's step on rows picked by id, asking for rows ahead as in training; times are those of one row.</summary>
public unsafe class OptimizerBenchmarks
{
    private WeightMatrix weights = null!;
    private RowMatrix gradients = null!;
    private RowOptimizer optimizer = null!;
    private RowWindows windows = null!;
    private RandomStream random = new(1);

    public static IEnumerable<RowShape> RowShapes => Shapes.Rows;

    [ParamsSource(nameof(RowShapes))]
    public RowShape Shape { get; set; } = null!;

    [ParamsAllValues]
    public WeightPrecision Precision { get; set; }

    [ParamsAllValues]
    public OptimizerKind Optimizer { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        weights = RandomNumbers.Fill(new WeightMatrix(Shape.Rows, Shape.Columns, Precision), 1);
        gradients = RandomNumbers.Fill(new RowMatrix(RowWindows.Count, Shape.Columns), 2);
        optimizer = RowOptimizers.Create(Optimizer, weights);
        windows = new RowWindows(Shape.Rows, 3);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        optimizer.Dispose();
        weights.Dispose();
        gradients.Dispose();
        windows.Dispose();
    }

    [Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void Update() =>
        optimizer.UpdateHogwild(windows.Next(), RowWindows.Count, gradients.Pointer, gradients.Stride, 1e-6f, optimizer.DrawNoise(ref random));
}
