using Glissade.Kernels;
using Glissade.Lsh.Tests.Learning;

namespace Glissade.Lsh.Tests;

/// <summary>Counts the process's live buffers, so it runs while no other test does.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    [Fact]
    public void DisposingAnIndexAndItsStatesFreesAllUnmanagedMemory()
    {
        using DriftedLayer layer = new(rowCount: 300, queryCount: 5, seed: 6);
        using WorkerTeam team = new(2);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = AlignedMemory.LiveBuffers;
        foreach (string name in TestFamilies.Names)
        {
            LshIndex index = new(
                300, TestFamilies.Create(name, dimension: 33), new LshIndexOptions { Slack = BucketSlack.Default, SignatureBits = 10 });
            index.Rebuild(layer.Rows, layer.Moments(), team);
            index.Refresh(layer.Rows, [1, 2], default, team);
            index.MeasureDrift(layer.Rows, team);
            IndexQuery state = index.CreateQuery();
            index.Search(layer.Queries.Row(0), 5, new int[5], state);
            Assert.True(AlignedMemory.LiveBuffers > before);
            state.Dispose();
            state.Dispose();
            index.Dispose();
            index.Dispose();
        }

        Assert.Equal(before, AlignedMemory.LiveBuffers);
    }

    [Fact]
    public void DisposingWhatLearnsFreesAllUnmanagedMemory()
    {
        using WorkerTeam team = new(2);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = AlignedMemory.LiveBuffers;
        foreach (HashLoss loss in Enum.GetValues<HashLoss>())
        {
            PlantedTargets planted = new();
            LshIndex index = PlantedTargets.CreateIndex(new HashLearningOptions { Loss = loss });
            index.Learn(planted.Rows, planted.Moments(), [planted.Examples], 1, team);
            long learning = AlignedMemory.LiveBuffers;
            index.RedrawHashFunctions(2);
            Assert.True(AlignedMemory.LiveBuffers < learning); // the learner is gone
            index.Learn(planted.Rows, planted.Moments(), [planted.Examples], 1, team);
            Assert.Equal(learning, AlignedMemory.LiveBuffers);
            foreach (IDisposable owner in (IDisposable[])[index, index, planted, planted])
                owner.Dispose();
        }

        Assert.Equal(before, AlignedMemory.LiveBuffers);
    }

    [Fact]
    public void DisposingAnyIndexAndItsStatesFreesAllUnmanagedMemory()
    {
        using DriftedLayer layer = new(rowCount: 300, queryCount: 5, seed: 6);
        using WorkerTeam team = new(2);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = AlignedMemory.LiveBuffers;
        foreach (string name in TestIndexes.Names)
        {
            INeuronIndex index = TestIndexes.Create(name, 300, 33);
            index.Rebuild(layer.Rows, layer.Moments(), team);
            index.Rebuild(layer.Rows, layer.Moments(), team);
            IndexQuery state = index.CreateQuery();
            index.Search(layer.Queries.Row(0), 5, new int[5], state);
            Assert.True(AlignedMemory.LiveBuffers > before);
            state.Dispose();
            state.Dispose();
            index.Dispose();
            index.Dispose();
            Assert.Equal(before, AlignedMemory.LiveBuffers);
        }
    }
}
