using Glissade.Kernels;
using Glissade.Reference;

namespace Glissade.Layers.Tests;

/// <summary>The reference is itself held against its loss, which is simple enough to be believed: central finite differences.</summary>
public sealed class ReferenceNetworkTests
{
    public static TheoryData<LossKind, bool, bool> Cases =>
        new MatrixTheoryData<LossKind, bool, bool>(Enum.GetValues<LossKind>(), [false, true], [false, true]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void GradientsOfAllWeightsAreFiniteDifferencesOfTheLoss(LossKind loss, bool twoLayers, bool sampled)
    {
        const double h = 1e-5;
        ReferenceSample[] samples = ReferenceSample.Draw(4, 6, 5, seed: 3);
        ReferenceNetwork network = new(6, twoLayers ? [4, 3] : [4], 5, seed: 8);
        RandomStream random = new(2);
        int[][] active = sampled
            ? [.. samples.Select(sample => sample.Labels.Union(ReferenceSample.Distinct(2, 5, ref random)).ToArray())]
            : ReferenceOutput.AllActive(4, 5);
        double[][][] gradients = network.Derive(loss, samples, active).Gradients;
        for (int layer = 0; layer < gradients.Length; layer++)
        {
            for (int row = 0; row < gradients[layer].Length; row++)
            {
                for (int j = 0; j < gradients[layer][row].Length; j++)
                {
                    ref double weight = ref network.Weights[layer][row][j];
                    double before = weight;
                    weight = before + h;
                    double above = network.Loss(loss, samples, active);
                    weight = before - h;
                    double below = network.Loss(loss, samples, active);
                    weight = before;
                    double difference = (above - below) / (2 * h) / samples.Length;
                    Assert.True(
                        Math.Abs(difference - gradients[layer][row][j]) <= 1e-7 * Math.Max(1, Math.Abs(difference)),
                        $"layer {layer}, row {row}, column {j}: difference {difference}, gradient {gradients[layer][row][j]}");
                }
            }
        }
    }
}
