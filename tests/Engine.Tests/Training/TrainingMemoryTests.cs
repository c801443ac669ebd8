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
            TrainingOptions options = TestRecipes.Options(sampler, ActiveSharing.Batch);
            ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
            model.Evaluate(TestData.Separable(), threads: 2);
            model.Predict(TestData.Separable().Features(0));
            model.Dispose();
            model.Dispose();
            Assert.Throws<TrainingDivergedException>(
                () => ExtremeClassifier.Train(TestData.Separable(), options with { LearningRate = 1e30f, Optimizer = OptimizerKind.Sgd }));
        }
        // The hash functions are refused when the trainer is half built.
        Assert.Throws<ArgumentException>(() => ExtremeClassifier.Train(
            TestData.Separable(),
            TestRecipes.Options(SamplerKind.Lsh, ActiveSharing.Batch) with { Hash = HashKind.Dwta, HashesPerTable = 30 }));
        Assert.Equal(before, AlignedMemory.LiveBuffers);
    }
}
