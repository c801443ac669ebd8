using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Optimizers that give each row one step size, from the mean square of its gradient and a number or two of state: weights -= step g. A row that
/// one sample alone touched has the gradient delta x input, whose mean square is known without it: such rows take their backward pass and
/// their update in one visit.
/// </summary>
public abstract unsafe class ScaledRowOptimizer(WeightMatrix weights) : RowOptimizer(weights)
{
    /// <summary>
    /// The backward pass and one step for rows that only one sample has active: adds deltas[i] x row i to the derivatives by the input and
    /// updates row i by its gradient, deltas[i] x input. Races are those of <see cref="RowOptimizer.UpdateHogwild"/>.
    /// </summary>
    /// <param name="rows">Row numbers, none twice.</param>
    /// <param name="deltas">The loss's derivative by each row's output.</param>
    /// <param name="count">How many.</param>
    /// <param name="input">The sample's input [h; 1], padding zero, as long as a padded row.</param>
    /// <param name="inputGradient">Added to; as long.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="random">Where the noise of stochastic rounding comes from.</param>
    internal void BackwardHogwild(
        int* rows, float* deltas, int count, float* input, float* inputGradient, float learningRate, ref RandomStream random)
    {
        Touched?.MarkHogwild(rows, count);
        float inputMeanSquare = VectorKernels.Dot(input, input, Weights.Length) / Weights.Columns;
        Backward(new RowDeltas(rows, deltas, count, input, inputMeanSquare, inputGradient), learningRate, DrawNoise(ref random));
    }

    /// <summary>
    /// One step for rows whose gradients are sums over the samples that touched them; they are not written down but where several did.
    /// </summary>
    /// <param name="rows">Row numbers, none twice.</param>
    /// <param name="count">How many.</param>
    /// <param name="sums">Their gradients.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="noise">Key of the rounding noise.</param>
    internal void ScatterHogwild(int* rows, int count, in RowSums sums, float learningRate, uint noise)
    {
        Touched?.MarkHogwild(rows, count);
        Scatter(rows, count, sums, learningRate, noise);
    }

    /// <inheritdoc cref="ScatterHogwild"/>
    private protected abstract void Scatter(int* rows, int count, in RowSums sums, float learningRate, uint noise);

    private protected void Scatter<TRule>(int* rows, int count, in RowSums sums, in TRule rule, uint noise)
        where TRule : struct, IStepRule =>
        RowUpdates.Run(
            Weights, rows, count, new ScatterStep<TRule>(sums.Touches, sums.Vectors, sums.MeanSquares, Weights.Columns, sums.Sum, rule), noise);

    /// <inheritdoc cref="BackwardHogwild"/>
    private protected abstract void Backward(in RowDeltas touched, float learningRate, uint noise);

    private protected void Update<TRule>(int* rows, int count, RowGradients gradients, in TRule rule, uint noise)
        where TRule : struct, IStepRule =>
        RowUpdates.Run(Weights, rows, count, new ScaledStep<TRule>(gradients, rule), noise);

    private protected void Backward<TRule>(in RowDeltas touched, in TRule rule, uint noise)
        where TRule : struct, IStepRule =>
        RowUpdates.Run(
            Weights, touched.Rows, touched.Count,
            new BackwardStep<TRule>(touched.Input, touched.InputGradient, touched.Deltas, touched.InputMeanSquare, rule), noise);
}
