using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

public sealed class EmbeddingRateTests
{
    [Fact]
    public void TheFirstLayersStepIsThatMultipleAndOthersAreAsTheyWere()
    {
        TrainingOptions options = TestRecipes.Options(SamplerKind.Full, ActiveSharing.Batch) with
        {
            HiddenSizes = [12, 8],
            Optimizer = OptimizerKind.Sgd,
            LearningRate = 0.5f,
            Schedule = LearningRateSchedule.Constant,
            BatchSize = 16,
            Epochs = 1,
            Threads = 1,
        };
        // One batch, whose gradients are those of the same weights.
        Dataset data = TestData.Separable(16);
        using ExtremeClassifier still = ExtremeClassifier.Train(data, options with { EmbeddingRate = 1e-30f });
        using ExtremeClassifier whole = ExtremeClassifier.Train(data, options with { EmbeddingRate = 1 });
        using ExtremeClassifier quarter = ExtremeClassifier.Train(data, options with { EmbeddingRate = 0.25f });

        float[] wholeSteps = Steps(still, whole);
        float[] quarterSteps = Steps(still, quarter);
        Assert.Contains(wholeSteps, step => Math.Abs(step) > 1e-4);
        for (int i = 0; i < wholeSteps.Length; i++)
            Assert.Equal(0.25f * wholeSteps[i], quarterSteps[i], 1e-6f);
        foreach ((WeightMatrix expected, WeightMatrix actual) in whole.Network.WeightMatrices.Zip(quarter.Network.WeightMatrices).Skip(1))
            Assert.Equal(Rows(expected), Rows(actual));
    }

    private static float[] Steps(ExtremeClassifier from, ExtremeClassifier to) =>
        [.. Rows(from.Network.Embedding.Weights).Zip(Rows(to.Network.Embedding.Weights), (before, after) => after - before)];

    private static float[] Rows(WeightMatrix weights)
    {
        float[] all = new float[weights.Rows * weights.Columns];
        for (int row = 0; row < weights.Rows; row++)
            weights.ReadRow(row, all.AsSpan(row * weights.Columns, weights.Columns));
        return all;
    }
}
