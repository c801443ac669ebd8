using Glissade.Layers;

namespace Glissade.Tests;

/// <summary>Small recipes for tests, to be varied by <c>with</c>.</summary>
internal static class TestRecipes
{
    public static TrainingRecipe Plain { get; } = new()
    {
        HiddenSizes = [16],
        Activation = HiddenActivation.Relu,
        Loss = LossKind.SquaredHinge,
        Sampler = SamplerKind.Full,
        Sharing = ActiveSharing.Batch,
        ActiveNeurons = 30,
        HashedShare = 0.5,
        RememberedNegatives = 3,
        Hash = HashKind.SimHash,
        HashesPerTable = 4,
        TableCount = 10,
        BucketCapacity = 100,
        RebuildInterval = 5,
        RebuildGrowth = 0.1,
        Optimizer = OptimizerKind.RowAdam,
        LearningRate = 0.01f,
        Schedule = LearningRateSchedule.Linear,
        BatchSize = 16,
        Epochs = 2,
        InputDropout = 0,
        HiddenDropout = 0,
        LogTermFrequency = false,
        InverseDocumentFrequency = false,
        NormalizeRows = false,
        EmbeddingDeviation = 0.05f,
        OutputDeviation = 0.01f,
        OutputBias = -1,
        Threads = 1,
        Seed = 1,
    };

    /// <summary>
    /// Options that leave nothing to the defaults but what they are about. Hash functions as drawn: learning them at the end of each training
    /// would be most of a test's time, and is for the tests that name <see cref="HashKind.Learned"/>.
    /// </summary>
    public static TrainingOptions Options(SamplerKind sampler, ActiveSharing sharing, LossKind loss = LossKind.SquaredHinge) => new()
    {
        HiddenSize = 16,
        Sampler = sampler,
        Sharing = sharing,
        Loss = loss,
        ActiveNeurons = 20,
        Hash = HashKind.SimHash,
        HashesPerTable = 3,
        TableCount = 10,
        BatchSize = 16,
        Epochs = 3,
        LearningRate = 0.02f,
        Threads = 1,
    };
}
