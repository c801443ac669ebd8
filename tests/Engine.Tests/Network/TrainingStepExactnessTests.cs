using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Reference;

namespace Glissade.Tests;

/// <summary>With every neuron active, steps of the whole network are the double-precision reference's to rounding.</summary>
public sealed class TrainingStepExactnessTests
{
    private const int FeatureCount = 23;

    public static TheoryData<LossKind, ActiveSharing> LossesAndSharings =>
        new MatrixTheoryData<LossKind, ActiveSharing>(Enum.GetValues<LossKind>(), Enum.GetValues<ActiveSharing>());

    public static TheoryData<OptimizerKind, ActiveSharing> OptimizersAndSharings =>
        new MatrixTheoryData<OptimizerKind, ActiveSharing>(Enum.GetValues<OptimizerKind>(), Enum.GetValues<ActiveSharing>());

    [Theory]
    [MemberData(nameof(LossesAndSharings))]
    public void OneStepOfAnyShapeIsTheDenseNetworks(LossKind loss, ActiveSharing sharing)
    {
        int[][] shapes = [[5], [16], [17], [33], [5, 17], [16, 16], [33, 5]];
        foreach (int[] hiddenSizes in shapes)
        {
            foreach (int labels in (int[])[1, 7, 130, 300])
            {
                foreach (int samples in (int[])[1, 3, 16, 17, 40])
                {
                    string shape = $"hidden {string.Join('-', hiddenSizes)}, {labels} labels, {samples} samples";
                    using NetworkCase test = new(FeatureCount, hiddenSizes, labels, loss, sharing, OptimizerKind.Sgd, capacity: 40);
                    double[] magnitudes = [.. test.Reference.Weights.Select(Agreement.Largest)];
                    // A learning rate of 1 makes the change of the weights the gradient.
                    (double expected, double actual, _) = test.Step(ReferenceSample.Draw(samples, FeatureCount, labels, 5), 1);
                    Agreement.Equal(expected, actual, 1e-5, $"loss, {shape}");
                    for (int layer = 0; layer < magnitudes.Length; layer++)
                    {
                        Agreement.Equal(
                            test.Reference.Weights[layer], test.Weights[layer], 3e-6, $"layer {layer}, {shape}", magnitudes[layer]);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(HiddenActivation.Linear)]
    [InlineData(HiddenActivation.Mixed)]
    public void OneStepOfAnyActivationIsTheDenseNetworks(HiddenActivation activation)
    {
        using NetworkCase test = new(
            FeatureCount, [17, 9], 130, LossKind.Softmax, ActiveSharing.Batch, OptimizerKind.Sgd, capacity: 16, activation);
        double[] magnitudes = [.. test.Reference.Weights.Select(Agreement.Largest)];
        (double expected, double actual, _) = test.Step(ReferenceSample.Draw(16, FeatureCount, 130, 5), 1);
        Agreement.Equal(expected, actual, 1e-5, "loss");
        for (int layer = 0; layer < magnitudes.Length; layer++)
            Agreement.Equal(test.Reference.Weights[layer], test.Weights[layer], 3e-6, $"layer {layer}", magnitudes[layer]);
    }

    [Theory]
    [MemberData(nameof(OptimizersAndSharings))]
    public void SeveralStepsOfEachOptimizerAreTheDenseNetworksWithTheirState(OptimizerKind optimizer, ActiveSharing sharing)
    {
        const float learningRate = 0.01f;
        const int steps = 5;
        int[][] shapes = [[17], [16, 9]];
        foreach (int[] hiddenSizes in shapes)
        {
            using NetworkCase test = new(FeatureCount, hiddenSizes, 130, LossKind.Softmax, sharing, optimizer, capacity: 17);
            double[] largest = new double[test.Weights.Count];
            for (int t = 1; t <= steps; t++)
            {
                (double expected, double actual, double[][][] gradients) =
                    test.Step(ReferenceSample.Draw(17, FeatureCount, 130, (ulong)t), learningRate);
                Agreement.Equal(expected, actual, 1e-4, $"loss of step {t}");
                for (int layer = 0; layer < largest.Length; layer++)
                    largest[layer] = Math.Max(largest[layer], Agreement.Largest(gradients[layer]));
            }
            for (int layer = 0; layer < largest.Length; layer++)
            {
                Agreement.Equal(
                    test.Reference.Weights[layer], test.Weights[layer], test.ReferenceOptimizers[layer], 1e-4 * largest[layer],
                    2.5 * steps * learningRate, $"{optimizer}, layer {layer} of {hiddenSizes.Length + 1}");
                OptimizerStates.AssertEqual(test.ReferenceOptimizers[layer], test.Optimizers[layer], 1e-3);
            }
        }
    }

    [Theory]
    [MemberData(nameof(LossesAndSharings))]
    public void AShortBatchAfterALongerOneIsAsInAFreshWorkspace(LossKind loss, ActiveSharing sharing)
    {
        using NetworkCase used = new(FeatureCount, [17, 9], 130, loss, sharing, OptimizerKind.Sgd, capacity: 40);
        using NetworkCase fresh = new(FeatureCount, [17, 9], 130, loss, sharing, OptimizerKind.Sgd, capacity: 40);
        used.Run(ReferenceSample.Draw(40, FeatureCount, 130, 1), 0); // leaves the weights as they are and the workspace full
        foreach (int samples in (int[])[17, 3, 1])
        {
            ReferenceSample[] batch = ReferenceSample.Draw(samples, FeatureCount, 130, 2);
            Assert.Equal(fresh.Run(batch, 0.5f), used.Run(batch, 0.5f));
            for (int layer = 0; layer < used.Weights.Count; layer++)
            {
                for (int row = 0; row < used.Weights[layer].Rows; row++)
                    Assert.Equal(fresh.Weights[layer].Row(row).ToArray(), used.Weights[layer].Row(row).ToArray());
            }
        }
    }

    [Theory]
    [MemberData(nameof(LossesAndSharings))]
    public unsafe void PaddingOfWeightsStaysZero(LossKind loss, ActiveSharing sharing)
    {
        using NetworkCase test = new(FeatureCount, [17, 9], 130, loss, sharing, OptimizerKind.Adam, capacity: 20);
        for (int t = 0; t < 3; t++)
            test.Run(ReferenceSample.Draw(20, FeatureCount, 130, (ulong)t), 0.1f);
        foreach (WeightMatrix weights in test.Weights)
        {
            for (int row = 0; row < weights.Rows; row++)
            {
                fixed (float* first = weights.Row(row))
                {
                    for (int j = weights.Columns; j < RowMatrix.PadColumns(weights.Columns); j++)
                        Assert.Equal(0, first[j]);
                }
            }
        }
    }
}
