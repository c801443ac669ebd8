using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Reference;

namespace Glissade.Tests;

public sealed class ExactScanTests
{
    private const int FeatureCount = 12;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(130, 5)]
    [InlineData(130, 200)]
    [InlineData(300, 1)]
    [InlineData(300, 60)]
    public void TheBestLabelsAreThoseOfAFullSortLowerLabelFirstAmongEquals(int labels, int topK)
    {
        using Network network = WholeNumbers(labels);
        foreach (int capacity in (int[])[1, 16, 40])
        {
            using ExactScan scan = new(network, Math.Min(topK, labels), capacity);
            foreach (int queries in (int[])[1, 5, 40])
            {
                ReferenceSample[] samples = Samples(Math.Min(queries, capacity), (ulong)queries);
                scan.Clear();
                foreach (ReferenceSample sample in samples)
                    scan.Add(new SparseVector(sample.Features, sample.Values), []);
                Assert.Equal(samples.Length, scan.Count);
                scan.Run();
                for (int query = 0; query < samples.Length; query++)
                {
                    double[] logits = Logits(network, samples[query]);
                    int[] expected =
                    [.. Enumerable.Range(0, labels).OrderByDescending(label => logits[label]).ThenBy(label => label).Take(topK)];
                    Assert.Equal(expected, scan.Top(query).Ids.ToArray());
                    Assert.Equal(expected.Select(label => (float)logits[label]), scan.Top(query).Scores.ToArray());
                }
            }
        }
    }

    [Fact]
    public void ScoringAllGivesEveryLogit()
    {
        using Network network = WholeNumbers(130);
        using ExactScan scan = new(network, 1, 1);
        ReferenceSample sample = Samples(1, 3)[0];
        scan.Add(new SparseVector(sample.Features, sample.Values), []);
        float[] scores = new float[130];
        scan.ScoreAll(scores);
        Assert.Equal(Logits(network, sample), scores.Select(score => (double)score));
    }

    /// <summary>Small whole weights: every sum is exact in single precision, and many logits are equal.</summary>
    private static Network WholeNumbers(int labels)
    {
        Network network = new(FeatureCount, [5, 9], labels, HiddenActivation.Relu);
        RandomStream random = new(3);
        foreach (WeightMatrix weights in network.WeightMatrices)
        {
            for (int row = 0; row < weights.Rows; row++)
            {
                foreach (ref float weight in weights.Row(row))
                    weight = random.NextInt32(5) - 2;
            }
        }
        return network;
    }

    private static ReferenceSample[] Samples(int count, ulong seed) =>
        [.. ReferenceSample.Draw(count, FeatureCount, 1, seed)
            .Select(sample => sample with { Values = [.. sample.Values.Select(value => MathF.Round(value))] })];

    private static double[] Logits(Network network, ReferenceSample sample)
    {
        WeightMatrix embedding = network.Embedding.Weights;
        double[] hidden = [.. Enumerable.Range(0, embedding.Columns).Select(j => (double)embedding.Row(FeatureCount)[j])];
        for (int f = 0; f < sample.Features.Length; f++)
        {
            for (int j = 0; j < hidden.Length; j++)
                hidden[j] += sample.Values[f] * embedding.Row(sample.Features[f])[j];
        }
        foreach (DenseLayer layer in network.Dense)
            hidden = Apply(layer.Weights, Rectified(hidden));
        return Apply(network.Output.Weights, Rectified(hidden));
    }

    private static double[] Rectified(double[] values) => [.. values.Select(value => Math.Max(value, 0))];

    private static double[] Apply(WeightMatrix weights, double[] input) =>
        [.. Enumerable.Range(0, weights.Rows)
            .Select(row => ReferenceOutput.Logit([.. weights.Row(row).ToArray().Select(w => (double)w)], input))];
}
