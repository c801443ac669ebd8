using Glissade.Kernels;
using Glissade.Reference;

namespace Glissade.Layers.Tests;

public sealed unsafe class LinearPathTests
{
    private const int Features = 19;
    private const int Labels = 130;

    [Fact]
    public void ScoresOfAllLabelsOfSomeAndOfBlocksAreTheReferences()
    {
        using LinearCase test = new(Features, Labels);
        ReferenceSample[] samples = ReferenceSample.Draw(21, Features, Labels, 6);
        ReferenceSample.Fill(test.Batch, samples);
        using ActiveSet some = new(Labels);
        some.AddRange([129, 0, 64, 5]);
        using LinearScan scan = new(test.Path);
        using RowMatrix blocks = new(Labels, 32);
        using RowMatrix block = new(50, 32);
        scan.Begin(test.Batch, 0);
        for (int first = 0; first < Labels; first += 50)
        {
            int rows = Math.Min(50, Labels - first);
            block.Clear();
            scan.AddLogits(test.Batch, first, rows, block);
            for (int row = 0; row < rows; row++)
                block.Row(row).CopyTo(blocks.Row(first + row));
        }
        AssertStretchesMayBeginAnywhere(test, scan, blocks, samples.Length);
        for (int sample = 0; sample < samples.Length; sample++)
        {
            double[] expected = test.Reference.Logits(samples[sample]);
            float[] all = new float[Labels];
            test.Path.AddLogits(test.Batch, sample, all);
            float[] few = new float[some.Count];
            fixed (float* logits = few)
                test.Path.AddLogits(test.Batch, sample, some, logits);
            for (int label = 0; label < Labels; label++)
            {
                Assert.Equal(expected[label], all[label], 1e-5);
                Assert.Equal(expected[label], blocks.Row(label)[sample], 1e-5);
            }
            for (int i = 0; i < few.Length; i++)
                Assert.Equal(expected[some.Ids[i]], few[i], 1e-5);
        }
    }

    private static void AssertStretchesMayBeginAnywhere(LinearCase test, LinearScan scan, RowMatrix expected, int samples)
    {
        using RowMatrix rest = new(Labels, 32);
        foreach (int first in (int[])[0, 1, 37, 64, 129])
        {
            rest.Clear();
            scan.Begin(test.Batch, first);
            scan.AddLogits(test.Batch, first, Labels - first, rest);
            for (int label = first; label < Labels; label++)
                Assert.Equal(expected.Row(label)[..samples].ToArray(), rest.Row(label - first)[..samples].ToArray());
        }
    }
}
