using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>max(0, 1 - y z)^2 with y = +1 for true labels and -1 for the others, as DiSMEC and Parabel train their linear models.</summary>
public sealed unsafe class SquaredHingeLoss : OneVersusAllLoss
{
    internal override float CostlessBelow => -1;

    internal override double DeriveNegatives(float* logits, int count, float scale) => LossKernels.SquaredHingeNegatives(logits, count, scale);

    internal override double NegativeLoss(float logit)
    {
        double margin = Math.Max(0, 1.0 + logit);
        return margin * margin;
    }

    internal override double DerivePositive(float logit, out float derivative)
    {
        // Written so that a NaN logit stays one: a comparison would hide it from the check that stops training.
        double margin = Math.Max(0, 1.0 - logit);
        derivative = (float)(-2 * margin);
        return margin * margin;
    }
}
