using BenchmarkDotNet.Attributes;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Micro.Kernels;

/// <summary>The engine's matrix products, on a block of 128 active neurons and a batch of 64 samples.</summary>
/// <remarks>TensorPrimitives has no such operation.</remarks>
public unsafe class MatrixProductBenchmarks
{
    private const int BlockRows = 128;
    private const int Samples = 64;

    private RowMatrix rows = null!;
    private RowMatrix gradients = null!;
    private RowMatrix logits = null!;
    private RowMatrix deltas = null!;
    private ActivationBatch hidden = null!;

    /// <summary>Hidden units (d): a product takes 2 x 128 x 64 x (d + 1) floating-point operations, backward d instead of d + 1.</summary>
    [Params(128, 512)]
    public int Units { get; set; }

    [ParamsAllValues]
    public ProductShape Shape { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        rows = RandomNumbers.Fill(new RowMatrix(BlockRows, Units + 1), 1);
        gradients = new RowMatrix(BlockRows, Units + 1);
        logits = RandomNumbers.Fill(new RowMatrix(BlockRows, ActivationBatch.PaddedCapacity(Samples)), 2);
        deltas = new RowMatrix(Samples, Units);
        hidden = new ActivationBatch(Samples, Units);
        RandomNumbers.Fill(hidden.Values, 3);
        hidden.Begin(Samples);
        hidden.Transpose();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        rows.Dispose();
        gradients.Dispose();
        logits.Dispose();
        deltas.Dispose();
        hidden.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Definition() => Run(&Scalar.Multiply);

    [Benchmark]
    public void Vectors() => Run(&MatrixProduct.Multiply);

    /// <summary>
    /// The calls of <see cref="SharedOutputStep"/>. Backward adds to what is there, as it does block after block; so that the sums stay
    /// finite however often it runs, it begins with zeros, which costs a hundredth of the product.
    /// </summary>
    private void Run(delegate*<float*, int, int, float*, int, float*, int, int, int, int, bool, void> multiply)
    {
        switch (Shape)
        {
            case ProductShape.Forward:
                multiply(
                    rows.Pointer, rows.Stride, 1, hidden.Transposed.Pointer, hidden.Transposed.Stride, logits.Pointer, logits.Stride,
                    BlockRows, Samples, Units + 1, false);
                break;
            case ProductShape.Backward:
                deltas.Clear();
                multiply(
                    logits.Pointer, 1, logits.Stride, rows.Pointer, rows.Stride, deltas.Pointer, deltas.Stride,
                    Samples, Units, BlockRows, true);
                break;
            default:
                multiply(
                    logits.Pointer, logits.Stride, 1, hidden.Values.Pointer, hidden.Values.Stride, gradients.Pointer, gradients.Stride,
                    BlockRows, Units + 1, Samples, false);
                break;
        }
    }
}
