namespace Glissade.Layers.Tests;

public sealed class ShortBatchTests
{
    [Theory]
    [MemberData(nameof(OutputStepCases.LossesAndSharings), MemberType = typeof(OutputStepCases))]
    public void AShortBatchAfterALongerOneIsAsInAFreshWorkspace(LossKind loss, ActiveSharing sharing)
    {
        using UniformSampler sampler = new(60);
        using OutputCase used = new(17, 300, 40, OptimizerKind.Sgd, capacity: 40);
        using OutputCase fresh = new(17, 300, 40, OptimizerKind.Sgd, capacity: 40);
        using OutputStep usedStep = used.Step(sharing, sampler, loss);
        using OutputStep freshStep = fresh.Step(sharing, sampler, loss);
        used.Run(usedStep, 0); // leaves the weights as they are and the workspace full
        foreach (int samples in (int[])[17, 3, 1])
        {
            used.NextBatch(samples, 7);
            fresh.NextBatch(samples, 7);
            Assert.Equal(fresh.Run(freshStep, 0.5f), used.Run(usedStep, 0.5f));
            for (int i = 0; i < samples; i++)
                Assert.Equal(fresh.HiddenDeltas.Row(i).ToArray(), used.HiddenDeltas.Row(i).ToArray());
            for (int row = 0; row < 300; row++)
                Assert.Equal(fresh.Layer.Weights.Row(row).ToArray(), used.Layer.Weights.Row(row).ToArray());
        }
    }

    [Theory]
    [InlineData(ActiveSharing.Batch)]
    [InlineData(ActiveSharing.Sample)]
    public void ALabelBeyondTheLayerIsRefused(ActiveSharing sharing)
    {
        using OutputCase test = new(5, 7, 3, OptimizerKind.Sgd);
        using FullSampler sampler = new();
        using OutputStep step = test.Step(sharing, sampler, LossKind.Logistic);
        foreach (int label in (int[])[7, 1_000_000])
        {
            test.Batch.Clear();
            test.Batch.Add(new SparseVector([0], [1]), [2, label]);
            test.Hidden.Begin(1);
            Assert.Throws<ArgumentOutOfRangeException>(() => test.Run(step, 0.1f));
        }
    }
}
