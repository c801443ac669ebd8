using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Runner.Roofline;

/// <summary>The engine's three products of a block of neurons and a batch.</summary>
internal enum ProductKind
{
    /// <summary>Z^T = W [h; 1]^T.</summary>
    Forward,

    /// <summary>dH += dZ W.</summary>
    Backward,

    /// <summary>dW = dZ^T h, and beside it the sums of dZ^T's rows, the bias's gradient.</summary>
    Gradient,
}

/// <summary>One worker's operands, laid out as the training step lays them out.</summary>
internal sealed unsafe class ProductOperands : IDisposable
{
    private readonly int samples;
    private readonly int neurons;
    private readonly int units;
    private readonly ActivationBatch hidden;
    private readonly RowMatrix rows;
    private readonly RowMatrix logits;
    private readonly RowMatrix gradients;
    private readonly RowMatrix deltas;

    public ProductOperands(int samples, int neurons, int units)
    {
        this.samples = samples;
        this.neurons = neurons;
        this.units = units;
        hidden = new ActivationBatch(samples, units);
        rows = new RowMatrix(neurons, units + 1);
        logits = new RowMatrix(neurons, ActivationBatch.PaddedCapacity(samples));
        gradients = new RowMatrix(neurons, units + 1);
        deltas = new RowMatrix(samples, units);
        RandomStream random = new(3);
        hidden.Begin(samples);
        for (int i = 0; i < samples; i++)
        {
            foreach (ref float value in hidden.Values.Row(i)[..units])
                value = random.NextGaussian();
        }
        hidden.Transpose();
        for (int i = 0; i < neurons; i++)
        {
            foreach (ref float value in rows.Row(i))
                value = random.NextGaussian();
        }
    }

    /// <summary>Floating-point operations of each product, the bias column counted only where it is computed in any case.</summary>
    public static double Operations(int samples, int neurons, int units) => 2.0 * samples * neurons * units;

    public void Run(ProductKind kind)
    {
        switch (kind)
        {
            case ProductKind.Forward:
                MatrixProduct.Multiply(
                    rows.Pointer, rows.Stride, 1, hidden.Transposed.Pointer, hidden.Transposed.Stride, logits.Pointer, logits.Stride,
                    neurons, samples, units + 1, accumulate: false);
                break;
            case ProductKind.Backward:
                MatrixProduct.Multiply(
                    logits.Pointer, 1, logits.Stride, rows.Pointer, rows.Stride, deltas.Pointer, deltas.Stride,
                    samples, units, neurons, accumulate: false);
                break;
            case ProductKind.Gradient:
                MatrixProduct.Multiply(
                    logits.Pointer, logits.Stride, 1, hidden.Values.Pointer, hidden.Values.Stride, gradients.Pointer, gradients.Stride,
                    neurons, units, samples, accumulate: false);
                MatrixSums.Rows(logits.Pointer, logits.Stride, neurons, samples, gradients.Pointer + units, gradients.Stride);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown product");
        }
    }

    public void Dispose()
    {
        foreach (IDisposable memory in (IDisposable[])[hidden, rows, logits, gradients, deltas])
            memory.Dispose();
    }
}
