using Glissade.Layers;

namespace Glissade.Reference;

/// <summary>The optimizers on one matrix in plain loops over doubles, each row with a step count of its own.</summary>
internal sealed class ReferenceOptimizer(OptimizerKind kind, double[][] weights)
{
    // The engine's decays are floats; 0.999 as a float lies 1.3e-8 above 0.999, which 1 - beta2^t would show.
    private const double Epsilon = 1e-8f;
    private const double SecondDecay = 0.999f;
    private readonly double firstDecay = kind is OptimizerKind.Adam or OptimizerKind.RowAdam or OptimizerKind.Momentum ? 0.9f : 0;
    private readonly double firstGain = kind is OptimizerKind.Adam or OptimizerKind.RowAdam ? 1 - 0.9f : 1;

    public double[][] First { get; } = ReferenceOutput.Zeros(weights.Length, weights[0].Length);

    /// <summary>One number a weight with Adam and Adagrad, otherwise one a row, in every element of it.</summary>
    public double[][] Second { get; } = ReferenceOutput.Zeros(weights.Length, weights[0].Length);

    public int[] Steps { get; } = new int[weights.Length];

    /// <summary>How far each weight moves for a unit by which its gradients are off: the rounding that a comparison may forgive.</summary>
    public double[][] Sensitivity { get; } = ReferenceOutput.Zeros(weights.Length, weights[0].Length);

    public void Step(double[][] gradients, bool[] touched, double learningRate)
    {
        for (int row = 0; row < weights.Length; row++)
        {
            if (touched[row])
                StepRow(row, gradients[row], learningRate);
        }
    }

    private void StepRow(int row, double[] gradient, double learningRate)
    {
        int step = ++Steps[row];
        double meanSquare = gradient.Average(g => g * g);
        for (int j = 0; j < gradient.Length; j++)
        {
            double rate = learningRate;
            First[row][j] = (firstDecay * First[row][j]) + (firstGain * gradient[j]);
            double square = kind is OptimizerKind.Adam or OptimizerKind.Adagrad ? gradient[j] * gradient[j] : meanSquare;
            if (kind is OptimizerKind.Adagrad or OptimizerKind.RowAdagrad)
            {
                Second[row][j] += square;
                rate /= Math.Sqrt(Second[row][j]) + Epsilon;
            }
            else if (kind is OptimizerKind.Adam or OptimizerKind.RowAdam or OptimizerKind.RowRms)
            {
                Second[row][j] = (SecondDecay * Second[row][j]) + ((1 - SecondDecay) * square);
                double corrected = Second[row][j] / (1 - Math.Pow(SecondDecay, step));
                rate /= (Math.Sqrt(corrected) + Epsilon) * (1 - Math.Pow(firstDecay, step));
            }
            weights[row][j] -= rate * First[row][j];
            Sensitivity[row][j] += rate;
        }
    }
}
