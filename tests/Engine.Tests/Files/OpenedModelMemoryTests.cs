using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

/// <summary>Counts the process's live buffers, so it runs while no other test does.</summary>
[Collection(nameof(OpenedModelMemoryTests))]
[CollectionDefinition(nameof(OpenedModelMemoryTests), DisableParallelization = true)]
public sealed class OpenedModelMemoryTests
{
    [Fact]
    public void TheWideLayersTakeNoMemoryOfTheirOwnAndQuestionsLeaveNoneBehind()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("model");
        SparseVector features = TestData.Separable().Features(0);
        TrainingOptions options = TestRecipes.Options(SamplerKind.Full, ActiveSharing.Batch) with { HiddenSizes = [64] };
        using (ExtremeClassifier trained = ExtremeClassifier.Train(TestData.Separable(), options))
            trained.Save(path);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = AlignedMemory.LiveBytes;

        using (ExtremeClassifier.Load(path))
            Assert.True(AlignedMemory.LiveBytes > before);
        using (ExtremeClassifier opened = ExtremeClassifier.Open(path))
        {
            Assert.Equal(before, AlignedMemory.LiveBytes);
            opened.Predict(features);
            opened.Predict(TestData.Separable());
            Assert.True(AlignedMemory.LiveBytes > before);
        }
        Assert.Equal(before, AlignedMemory.LiveBytes);
    }
}
