using Glissade.Kernels;

namespace Glissade.Layers.Tests;

/// <summary>Counts the process's live buffers, so it runs while no other test does.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    [Fact]
    public void DisposingStepsSamplersAndOptimizersFreesAllUnmanagedMemory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = AlignedMemory.LiveBuffers;
        using WorkerTeam team = new(1);
        foreach (OptimizerKind optimizer in Enum.GetValues<OptimizerKind>())
        {
            foreach (ActiveSharing sharing in Enum.GetValues<ActiveSharing>())
            {
                OutputCase test = new(TestSamplers.Inputs, TestSamplers.Neurons, TestSamplers.Capacity, optimizer);
                INeuronSampler sampler = TestSamplers.Create(sharing == ActiveSharing.Batch ? "lsh" : "lsh learning");
                OutputStep step = test.Step(sharing, sampler, LossKind.Softmax);
                test.Run(step, 0.1f);
                sampler.Rebuild(test.Layer.Weights, team);
                Assert.True(AlignedMemory.LiveBuffers > before);
                foreach (IDisposable owner in (IDisposable[])[step, step, sampler, sampler, test, test])
                    owner.Dispose();
            }
        }
        Assert.Equal(before, AlignedMemory.LiveBuffers);
    }
}
