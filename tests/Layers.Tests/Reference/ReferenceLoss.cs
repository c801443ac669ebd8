using Glissade.Layers;

namespace Glissade.Reference;

/// <summary>The three losses of one sample over its active neurons, and their derivatives, as textbooks have them.</summary>
internal static class ReferenceLoss
{
    public static (double Loss, double[] Derivatives) Derive(LossKind kind, double[] logits, bool[] isTrue) => kind switch
    {
        // A step without a correction is the plain one.
        LossKind.Softmax or LossKind.SampledSoftmax => Softmax(logits, isTrue),
        LossKind.SquaredHinge => EachByItself(logits, isTrue, SquaredHinge),
        LossKind.Logistic => EachByItself(logits, isTrue, Logistic),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown loss"),
    };

    private static (double Loss, double[] Derivatives) Softmax(double[] logits, bool[] isTrue)
    {
        double shift = logits.Max();
        double[] powers = [.. logits.Select(z => Math.Exp(z - shift))];
        double sum = powers.Sum();
        double target = 1.0 / isTrue.Count(yes => yes);
        double loss = 0;
        double[] derivatives = new double[logits.Length];
        for (int i = 0; i < logits.Length; i++)
        {
            derivatives[i] = powers[i] / sum;
            if (!isTrue[i])
                continue;
            derivatives[i] -= target;
            loss -= target * (logits[i] - shift - Math.Log(sum));
        }
        return (loss, derivatives);
    }

    private static (double Loss, double[] Derivatives) EachByItself(
        double[] logits, bool[] isTrue, Func<double, double, (double Loss, double Derivative)> lossOf)
    {
        double loss = 0;
        double[] derivatives = new double[logits.Length];
        for (int i = 0; i < logits.Length; i++)
        {
            (double one, derivatives[i]) = lossOf(logits[i], isTrue[i] ? 1 : -1);
            loss += one;
        }
        return (loss, derivatives);
    }

    private static (double Loss, double Derivative) SquaredHinge(double z, double y)
    {
        double margin = Math.Max(0, 1 - (y * z));
        return (margin * margin, -2 * y * margin);
    }

    private static (double Loss, double Derivative) Logistic(double z, double y) =>
        (Math.Log(1 + Math.Exp(-y * z)), -y / (1 + Math.Exp(y * z)));
}
