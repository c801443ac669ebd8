using FsCheck;
using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Layers.Tests;

public sealed class ActiveSetTests
{
    [Property]
    public void IdsAreDistinctAndInTheOrderAdded(byte[][] rounds)
    {
        using ActiveSet active = new(256);
        foreach (byte[] round in rounds)
        {
            active.Clear();
            active.AddRange([.. round.Select(id => (int)id)]);
            Assert.Equal(round.Distinct().Select(id => (int)id), active.Ids.ToArray());
            Assert.All(round, id => Assert.False(active.Add(id)));
            for (int id = -1; id <= 256; id++)
                Assert.Equal(id is >= 0 and < 256 && round.Contains((byte)id), active.Contains(id));
        }
    }

    [Property]
    public void UniformOnesAreNewAndAsManyAsAskedForOrAll(byte neurons, byte[] present, byte count, ulong seed)
    {
        int neuronCount = neurons + 1;
        RandomStream random = new(seed);
        using ActiveSet active = new(neuronCount);
        foreach (byte id in present)
            active.Add(id % neuronCount);
        int[] before = active.Ids.ToArray();
        active.AddUniform(count, ref random);
        int[] after = active.Ids.ToArray();
        Assert.Equal(before, after[..before.Length]);
        Assert.Equal(Math.Min(before.Length + count, neuronCount), after.Length);
        Assert.Equal(after.Length, after.Distinct().Count());
        Assert.All(after, id => Assert.InRange(id, 0, neuronCount - 1));
    }

    [Fact]
    public void MoreThanThereAreCompletesTheSet()
    {
        RandomStream random = new(1);
        using ActiveSet active = new(50);
        active.Add(7);
        active.AddUniform(int.MaxValue, ref random);
        Assert.Equal(Enumerable.Range(0, 50), active.Ids.ToArray().Order());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public void EveryNeuronIsDrawnAboutEquallyOften(int count)
    {
        const int rounds = 20_000;
        int[] drawn = new int[100];
        RandomStream random = new(2);
        using ActiveSet active = new(100);
        for (int round = 0; round < rounds; round++)
        {
            active.Clear();
            active.AddUniform(count, ref random);
            foreach (int id in active.Ids)
                drawn[id]++;
        }
        double share = count / 100.0;
        double deviation = Math.Sqrt(rounds * share * (1 - share));
        Assert.All(drawn, times => Assert.InRange(times, (rounds * share) - (5 * deviation), (rounds * share) + (5 * deviation)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(int.MinValue)]
    public void NeuronsThatAreNotThereAreRefused(int neuron)
    {
        using ActiveSet active = new(5);
        Assert.Throws<ArgumentOutOfRangeException>(() => active.Add(neuron));
        Assert.False(active.Contains(neuron));
        Assert.Equal(0, active.Count);
    }
}
