using Glissade.Reference;

namespace Glissade.Layers.Tests;

public sealed unsafe class LinearHitsTests
{
    private const int Features = 19;
    private const int Labels = 130;

    [Fact]
    public void TheyAreThePairsOfTheBatchsFeaturesWithActiveLabelsBatchAfterBatch()
    {
        using LinearCase test = new(Features, Labels);
        using LinearHits hits = new(test.Path);
        using RowEntries features = new(Features + 1);
        using ActiveSet active = new(Labels);
        foreach (int[] labels in (int[][])[[5, 129, 64, 0], [], [7], [.. Enumerable.Range(0, Labels)]])
        {
            ReferenceSample.Fill(test.Batch, ReferenceSample.Draw(5, Features, Labels, (ulong)labels.Length));
            features.TransposeFeatures(test.Batch);
            active.Clear();
            active.AddRange(labels);
            hits.Find(features, active);
            for (int row = 0; row < features.RowCount; row++)
            {
                int feature = features.Rows[row];
                int[] expected = feature == Features ? [] : [.. test.Path.Labels(feature).ToArray().Where(labels.Contains)];
                int first = hits.Offsets[row];
                int count = hits.Offsets[row + 1] - first;
                Assert.Equal(expected.Length, count);
                for (int i = 0; i < count; i++)
                {
                    Assert.Equal(expected[i], active.Ids[hits.Positions[first + i]]);
                    Assert.Equal(expected[i], test.Path.Labels(feature)[hits.Places[first + i]]);
                }
            }
        }
    }
}
