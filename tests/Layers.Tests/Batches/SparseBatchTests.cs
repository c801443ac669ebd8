using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Layers.Tests;

public sealed unsafe class SparseBatchTests
{
    [Property]
    public void EachSampleEndsWithTheBiasFeature(byte[][] samples)
    {
        using SparseBatch batch = new(256);
        for (int round = 0; round < 2; round++)
        {
            batch.Clear();
            foreach (byte[] sample in samples)
            {
                int[] ids = [.. sample.Distinct().Order().Select(id => (int)id)];
                batch.Add(new SparseVector(ids, [.. ids.Select(id => id + 0.5f)]), ids);
            }
        }
        Assert.Equal(samples.Length, batch.Count);
        for (int i = 0; i < samples.Length; i++)
        {
            int[] ids = [.. samples[i].Distinct().Order().Select(id => (int)id)];
            Assert.Equal([.. ids, 256], Features(batch, i));
            Assert.Equal([.. ids.Select(id => id + 0.5f), 1], Values(batch, i));
            Assert.Equal(ids, batch.Labels(i).ToArray());
        }
    }

    [Fact]
    public void DropoutLeavesOutItsShareAndScalesTheRestButNeverTheBias()
    {
        int[] ids = [.. Enumerable.Range(0, 10_000)];
        float[] values = [.. ids.Select(id => (id % 7) + 1f)];
        RandomStream random = new(1);
        using SparseBatch batch = new(10_000);
        batch.Clear();
        batch.Add(new SparseVector(ids, values), [], 0.25f, ref random);
        int[] kept = Features(batch, 0);
        float[] scaled = Values(batch, 0);
        Assert.InRange(kept.Length, 7_300, 7_700);
        Assert.Equal((10_000, 1f), (kept[^1], scaled[^1]));
        for (int i = 0; i < kept.Length - 1; i++)
            Assert.Equal(values[kept[i]] / 0.75f, scaled[i], 1e-5f);
    }

    [Fact]
    public void WithoutDropoutNoRandomNumberIsDrawn()
    {
        RandomStream random = new(1);
        RandomStream same = new(1);
        using SparseBatch batch = new(3);
        batch.Clear();
        batch.Add(new SparseVector([0, 2], [1, 2]), [5], 0, ref random);
        Assert.Equal(same.NextUInt64(), random.NextUInt64());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void FeaturesBeyondTheNetworkAreRefusedAndTheBatchStaysAsItWas(int feature)
    {
        using SparseBatch batch = new(3);
        batch.Clear();
        batch.Add(new SparseVector([1], [2]), [4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Add(new SparseVector([feature], [1]), [0]));
        Assert.Equal(1, batch.Count);
        batch.Add(new SparseVector([2], [5]), [7]);
        Assert.Equal([2, 3], Features(batch, 1));
        Assert.Equal([7], batch.Labels(1).ToArray());
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    public void LabelsThatDoNotAscendAreRefused(int first, int second)
    {
        using SparseBatch batch = new(3);
        batch.Clear();
        Assert.Throws<ArgumentException>(() => batch.Add(new SparseVector([1], [2]), [first, second]));
        Assert.Equal(0, batch.Count);
    }

    [Fact]
    public void SamplesThatAreNotThereHaveNoLabels()
    {
        using SparseBatch batch = new(3);
        batch.Clear();
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Labels(0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Labels(-1).Length);
    }

    private static int[] Features(SparseBatch batch, int sample) =>
        new Span<int>(batch.FeatureIds, batch.FeatureOffsets[batch.Count])[Entries(batch, sample)].ToArray();

    private static float[] Values(SparseBatch batch, int sample) =>
        new Span<float>(batch.FeatureValues, batch.FeatureOffsets[batch.Count])[Entries(batch, sample)].ToArray();

    private static Range Entries(SparseBatch batch, int sample) => batch.FeatureOffsets[sample]..batch.FeatureOffsets[sample + 1];
}
