using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>log(1 + e^(-y z)) with y = +1 for true labels and -1 for the others: binary cross-entropy of each neuron.</summary>
public sealed unsafe class LogisticLoss : OneVersusAllLoss
{
    internal override double DeriveNegatives(float* logits, int count, float scale) => LossKernels.LogisticNegatives(logits, count, scale);

    internal override double NegativeLoss(float logit) => Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs((double)logit)));

    internal override double DerivePositive(float logit, out float derivative)
    {
        derivative = (float)(-1 / (1 + Math.Exp(logit)));
        return NegativeLoss(-logit);
    }
}
