using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>A fully connected layer between hidden layers: every unit is active. Weight rows are [w; b].</summary>
public sealed unsafe class DenseLayer : IDisposable
{
    private readonly int[] allRows;

    /// <summary>A layer of zero weights.</summary>
    public DenseLayer(int inputs, int units)
    {
        Inputs = inputs;
        Units = units;
        Weights = new WeightMatrix(units, inputs + 1);
        allRows = [.. Enumerable.Range(0, units)];
    }

    /// <summary>Units of the layer below.</summary>
    public int Inputs { get; }

    /// <summary>Units.</summary>
    public int Units { get; }

    /// <summary>Units x (Inputs + 1); the last column is the bias.</summary>
    public WeightMatrix Weights { get; }

    /// <summary>Draws weights uniformly, with deviation sqrt(2 / inputs) (He et al. 2015); biases stay zero.</summary>
    public void Initialize(ref RandomStream random)
    {
        float deviation = MathF.Sqrt(2f / Inputs);
        for (int unit = 0; unit < Units; unit++)
        {
            foreach (ref float weight in Weights.Row(unit)[..Inputs])
                weight = random.NextUniform(deviation);
        }
    }

    /// <summary>output = input W^T, before the activation. <paramref name="input"/> has been transposed.</summary>
    /// <param name="input">Activations of the layer below.</param>
    /// <param name="output">Receives this layer's.</param>
    /// <param name="scratch">Units x capacity.</param>
    internal void Forward(ActivationBatch input, ActivationBatch output, RowMatrix scratch)
    {
        output.Begin(input.Count);
        MatrixProduct.Multiply(
            Weights.SinglePointer, Weights.SingleStride, 1, input.Transposed.Pointer, input.Transposed.Stride, scratch.Pointer, scratch.Stride,
            Units, input.Count, Inputs + 1, accumulate: false);
        Transposition.Compute(scratch.Pointer, scratch.Stride, output.Values.Pointer, output.Values.Stride, Units, input.Count);
        for (int i = 0; i < output.Count; i++)
            output.Values.RowPointer(i)[Units] = 1;
    }

    /// <summary>Gives the derivatives by the inputs and by the weights.</summary>
    /// <param name="input">Activations of the layer below.</param>
    /// <param name="deltas">Derivatives of the loss by this layer's outputs.</param>
    /// <param name="inputDeltas">Receives the derivatives by the inputs.</param>
    /// <param name="gradient">Units x (Inputs + 1); receives the derivatives by the weights.</param>
    internal void Backward(ActivationBatch input, RowMatrix deltas, RowMatrix inputDeltas, RowMatrix gradient)
    {
        MatrixProduct.Multiply(
            deltas.Pointer, deltas.Stride, 1, Weights.SinglePointer, Weights.SingleStride, inputDeltas.Pointer, inputDeltas.Stride,
            input.Count, Inputs, Units, accumulate: false);
        MatrixProduct.Multiply(
            deltas.Pointer, 1, deltas.Stride, input.Values.Pointer, input.Values.Stride, gradient.Pointer, gradient.Stride,
            Units, Inputs, input.Count, accumulate: false);
        MatrixSums.Columns(deltas.Pointer, deltas.Stride, input.Count, Units, gradient.Pointer + Inputs, gradient.Stride);
    }

    /// <summary>One step for units [start, end) by the gradient that <see cref="Backward"/> gave.</summary>
    internal void Update(int start, int end, RowMatrix gradient, RowOptimizer optimizer, float learningRate)
    {
        // Rows in single precision are not rounded: there is no noise to draw.
        fixed (int* rows = allRows)
            optimizer.UpdateHogwild(rows + start, end - start, gradient.RowPointer(start), gradient.Stride, learningRate, noise: 0);
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose() => Weights.Dispose();
}
