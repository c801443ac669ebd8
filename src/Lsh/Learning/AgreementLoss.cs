using System.Numerics.Tensors;

namespace Glissade.Lsh;

/// <summary>Losses of one query by its agreements with the rows of a batch, and their derivatives by each of them.</summary>
internal static class AgreementLoss
{
    /// <summary>-(1/|T|) sum over the targets T of log softmax(agreement); the derivative is softmax - [target] / |T|.</summary>
    internal static double Contrastive(ReadOnlySpan<float> agreements, ReadOnlySpan<int> targets, Span<float> derivatives)
    {
        float share = 1f / targets.Length;
        float largest = TensorPrimitives.Max(agreements);
        TensorPrimitives.Subtract(agreements, largest, derivatives);
        TensorPrimitives.Exp(derivatives, derivatives);
        float sum = TensorPrimitives.Sum<float>(derivatives);
        TensorPrimitives.Divide(derivatives, sum, derivatives);
        double loss = Math.Log(sum) + largest;
        foreach (int target in targets)
        {
            loss -= share * agreements[target];
            derivatives[target] -= share;
        }
        return loss;
    }

    /// <summary>
    /// Mean of -log s(agreement) over the missed targets plus mean of -log(1 - s(agreement)) over the wrong rows, s being the logistic function:
    /// the few and the many weigh the same. A kind of which there is none adds nothing.
    /// </summary>
    internal static double CrossEntropy(
        ReadOnlySpan<float> agreements, ReadOnlySpan<int> missed, ReadOnlySpan<int> wrong, Span<float> derivatives)
    {
        derivatives.Clear();
        double loss = 0;
        foreach (int row in missed)
        {
            loss += SoftPlus(-agreements[row]) / missed.Length;
            derivatives[row] = (float)(-Logistic(-agreements[row]) / missed.Length);
        }
        foreach (int row in wrong)
        {
            loss += SoftPlus(agreements[row]) / wrong.Length;
            derivatives[row] = (float)(Logistic(agreements[row]) / wrong.Length);
        }
        return loss;
    }

    /// <summary>Mean over all pairs of a missed target and a wrong row of max(0, margin - agreement(missed) + agreement(wrong)).</summary>
    internal static double Triplet(
        ReadOnlySpan<float> agreements, ReadOnlySpan<int> missed, ReadOnlySpan<int> wrong, float margin, Span<float> derivatives)
    {
        derivatives.Clear();
        double loss = 0;
        float share = 1f / Math.Max(1, missed.Length * wrong.Length);
        foreach (int target in missed)
        {
            foreach (int row in wrong)
            {
                float violation = margin - agreements[target] + agreements[row];
                if (violation <= 0)
                    continue;
                loss += share * violation;
                derivatives[target] -= share;
                derivatives[row] += share;
            }
        }
        return loss;
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>log(1 + e^x), without overflow.</summary>
    private static double SoftPlus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
