using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

/// <summary>Counts the process's live buffers, so it runs while no other test does.</summary>
[Collection(nameof(TrainingMemoryTests))]
[CollectionDefinition(nameof(TrainingMemoryTests), DisableParallelization = true)]
public sealed class TrainingMemoryTests
{
    [Fact]
    public void TrainingEvaluatingAndFailingLeaveNoUnmanagedMemoryBehind()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = AlignedMemory.LiveBuffers;
        foreach (SamplerKind sampler in Enum.GetValues<SamplerKind>())
        {
            TrainingOptions options = TestRecipes.Options(sampler, ActiveSharing.Batch) with { Hash = HashKind.Learned, LearningSteps = 1 };
            ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
            model.Evaluate(TestData.Separable(), threads: 2);
            model.Predict(TestData.Separable().Features(0));
            HashedRetrieval.Build(model, TestData.Separable(), threads: 1).Dispose();
            model.Dispose();
            model.Dispose();
            Assert.Throws<TrainingDivergedException>(
                () => ExtremeClassifier.Train(TestData.Separable(), options with { LearningRate = 1e30f, Optimizer = OptimizerKind.Sgd }));
            ExtremeClassifier.Train(TestData.Separable(), options with { Deterministic = true, Threads = 2 }).Dispose();
        }
        // The listener fails when the hash functions have just been learned.
        Assert.Throws<TimeoutException>(() => ExtremeClassifier.Train(
            TestData.Separable(),
            TestRecipes.Options(SamplerKind.Full, ActiveSharing.Batch) with { Hash = HashKind.Learned, LearningSteps = 1, Epochs = 1 },
            new FailingListener()));
        // The hash functions are refused when the trainer is half built.
        Assert.Throws<ArgumentException>(() => ExtremeClassifier.Train(
            TestData.Separable(),
            TestRecipes.Options(SamplerKind.Lsh, ActiveSharing.Batch) with { Hash = HashKind.Dwta, HashesPerTable = 30 }));
        Assert.Equal(before, AlignedMemory.LiveBuffers);
    }

    private sealed class FailingListener : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Completed is not null)
                throw new TimeoutException("the listener had enough");
        }
    }
}
