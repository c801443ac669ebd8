using BenchmarkDotNet.Attributes;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Micro.Kernels;

/// <summary>The engine's matrix products, on a block of active neurons and a batch of samples.</summary>
/// <remarks>TensorPrimitives has no such operation.</remarks>
public unsafe class MatrixProductBenchmarks
{
    private RowMatrix rows = null!;
    private RowMatrix gradients = null!;
    private RowMatrix logits = null!;
    private RowMatrix deltas = null!;
    private ActivationBatch hidden = null!;

    /// <summary>The usual sizes, a wider layer below, and one where nothing is a multiple of anything.</summary>
    public static IEnumerable<BlockShape> Blocks { get; } =
        [new(128, 64, 128), new(128, 256, 128), new(128, 64, 512), new(67, 61, 100)];

    /// <summary>Rows x samples x hidden units (d): a product takes twice as many floating-point operations, forward with d + 1 for d.</summary>
    [ParamsSource(nameof(Blocks))]
    public BlockShape Block { get; set; } = null!;

    [ParamsAllValues]
    public ProductShape Shape { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        rows = RandomNumbers.Fill(new RowMatrix(Block.Rows, Block.Units + 1), 1);
        gradients = new RowMatrix(Block.Rows, Block.Units + 1);
        logits = RandomNumbers.Fill(new RowMatrix(Block.Rows, ActivationBatch.PaddedCapacity(Block.Samples)), 2);
        deltas = new RowMatrix(Block.Samples, Block.Units);
        hidden = new ActivationBatch(Block.Samples, Block.Units);
        RandomNumbers.Fill(hidden.Values, 3);
        hidden.Begin(Block.Samples);
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
    public void Definition() => Run(&Scalar.Multiply, &Scalar.RowSums);

    [Benchmark]
    public void Vectors() => Run(&MatrixProduct.Multiply, &MatrixSums.Rows);

    /// <summary>
    /// The calls of <see cref="SharedOutputStep"/>. Backward adds to what is there, as it does block after block; so that the sums stay
    /// finite however often it runs, it begins with zeros, which costs a hundredth of the product.
    /// </summary>
    private void Run(
        delegate*<float*, int, int, float*, int, float*, int, int, int, int, bool, void> multiply,
        delegate*<float*, int, int, int, float*, int, void> sumRows)
    {
        switch (Shape)
        {
            case ProductShape.Forward:
                multiply(
                    rows.Pointer, rows.Stride, 1, hidden.Transposed.Pointer, hidden.Transposed.Stride, logits.Pointer, logits.Stride,
                    Block.Rows, Block.Samples, Block.Units + 1, false);
                break;
            case ProductShape.Backward:
                deltas.Clear();
                multiply(
                    logits.Pointer, 1, logits.Stride, rows.Pointer, rows.Stride, deltas.Pointer, deltas.Stride,
                    Block.Samples, Block.Units, Block.Rows, true);
                break;
            default:
                multiply(
                    logits.Pointer, logits.Stride, 1, hidden.Values.Pointer, hidden.Values.Stride, gradients.Pointer, gradients.Stride,
                    Block.Rows, Block.Units, Block.Samples, false);
                sumRows(
                    logits.Pointer, logits.Stride, Block.Rows, Block.Samples, gradients.Pointer + Block.Units, gradients.Stride);
                break;
        }
    }
}
