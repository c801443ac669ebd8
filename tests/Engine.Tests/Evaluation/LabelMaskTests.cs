using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Glissade.Tests;

public sealed class LabelMaskTests : IDisposable
{
    private readonly Dataset train;
    private readonly Dataset test;
    private readonly ExtremeClassifier model;

    public LabelMaskTests()
    {
        train = FewQueries(300, seed: 1);
        test = FewQueries(120, seed: 2);
        TrainingOptions options = new() { HiddenSize = 8, Epochs = 1, Threads = 1, HashesPerTable = 1, TableCount = 1000 };
        model = ExtremeClassifier.Train(train, options, cancellation: TestContext.Current.CancellationToken);
    }

    public void Dispose() => model.Dispose();

    [Property(MaxTest = 100)]
    public Property MaskedLabelsAreThoseOfTheDefinition() => Prop.ForAll(
        Gen.Choose(0, 1000).ToArbitrary(), Gen.Elements(false, true).ToArbitrary(), Gen.Elements(false, true).ToArbitrary(),
        (seed, items, filter) =>
        {
            Dataset known = FewQueries(40, (ulong)seed);
            Dataset asked = FewQueries(20, (ulong)seed + 5000);
            LabelMask mask = new(items, filter ? known : null);
            List<int> found = [];
            for (int point = 0; point < asked.Count; point++)
            {
                mask.Find(asked.Features(point), asked.Labels(point), found);
                Assert.Equal(Masked(items, filter ? known : null, asked, point, asked.Labels(point).ToArray()), found);
                mask.Find(asked.Features(point), [], found);
                Assert.Equal(Masked(items, filter ? known : null, asked, point, []), found);
            }
        });

    [Fact]
    public void QueriesAreIdenticalInIdsAndValuesOnly()
    {
        DatasetBuilder builder = new();
        builder.Add([1, 2], [1f, 2f], [7]);
        builder.Add([1, 2], [1f, 2f], [5, 9]);
        builder.Add([1, 2], [1f, 3f], [6]);
        builder.Add([1, 2, 3], [1f, 2f, 1f], [4]);
        builder.Add([], [], [8]);
        LabelMask mask = new(known: builder.Build());
        List<int> masked = [];

        mask.Find(new SparseVector([1, 2], [1f, 2f]), [9], masked);
        Assert.Equal([5, 7], masked);
        mask.Find(new SparseVector([1, 2], [2f, 1f]), [], masked);
        Assert.Empty(masked);
        mask.Find(new SparseVector([], []), [], masked);
        Assert.Equal([8], masked);
    }

    [Fact]
    public void ItemsOfThePointAreMaskedEvenIfTheyAreTrueLabelsAndFeaturesOfValueZeroAreNot()
    {
        LabelMask mask = new(inputItems: true);
        List<int> masked = [];

        mask.Find(new SparseVector([2, 3, 900], [1f, 0f, -1f]), [2, 3], masked);

        Assert.Equal([2, 900], masked);
    }

    [Theory]
    [InlineData(true, false, 1)]
    [InlineData(false, true, 2)]
    [InlineData(true, true, 3)]
    public void FiguresAreThoseOfARankingWithoutTheMaskedLabels(bool items, bool filter, int threads)
    {
        Dataset? known = filter ? train : null;
        int[] cutoffs = [1, 3, 5, 20];
        RankingMetrics expected = new(cutoffs, Propensity.Inverse(model.LabelFrequencies.Span, train.Count));
        int changed = 0;
        for (int point = 0; point < test.Count; point++)
        {
            int[] ranked = [.. Ranked(items, known, point, test.Labels(point).ToArray()).Take(20)];
            changed += ranked.SequenceEqual(Ranked(false, null, point, []).Take(20)) ? 0 : 1;
            expected.Add(ranked, test.Labels(point));
        }

        EvaluationReport actual = model.Evaluate(
            test, cutoffs, threads: threads, mask: new LabelMask(items, known), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(expected.ToReport().Precision, actual.Precision);
        Assert.Equal(expected.ToReport().Recall, actual.Recall);
        Assert.Equal(expected.ToReport().Ndcg, actual.Ndcg);
        Assert.Equal(expected.ToReport().PropensityScoredPrecision!, actual.PropensityScoredPrecision!);
        Assert.Equal((items, filter), (actual.InputItemsMasked, actual.KnownLabelsFiltered));
        Assert.InRange(changed, 1, test.Count);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(1000)]
    public void PredictionsAreTheBestThatAreNotMaskedOneByOneOrTogether(int topK)
    {
        LabelMask mask = new(inputItems: true, train);
        IReadOnlyList<IReadOnlyList<Prediction>> together =
            model.Predict(test, topK, threads: 2, mask: mask, cancellation: TestContext.Current.CancellationToken);
        for (int point = 0; point < test.Count; point++)
        {
            // Labels of a point that asks are not looked at.
            int[] expected = [.. Ranked(true, train, point, []).Take(topK)];
            Assert.Equal(expected, together[point].Select(prediction => prediction.Label));
            Assert.Equal(together[point], model.Predict(test.Features(point), topK, mask: mask));
        }
    }

    [Fact]
    public void SearchByAnIndexLeavesTheSameLabelsOut()
    {
        using HashedRetrieval tables = HashedRetrieval.Build(model, test, candidates: int.MaxValue, threads: 2);
        LabelMask mask = new(inputItems: true, train);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        IReadOnlyList<IReadOnlyList<Prediction>> exact = model.Predict(test, 1000, mask: mask, cancellation: cancellation);
        IReadOnlyList<IReadOnlyList<Prediction>> hashed = model.Predict(test, 1000, 2, tables, mask: mask, cancellation: cancellation);
        for (int point = 0; point < test.Count; point++)
            Assert.Equal(exact[point].Select(p => p.Label).Order(), hashed[point].Select(p => p.Label).Order());

        using HashedRetrieval few = HashedRetrieval.Build(model, test, candidates: 6, threads: 1);
        IReadOnlyList<IReadOnlyList<Prediction>> unmasked = model.Predict(test, 6, 1, few, cancellation: cancellation);
        IReadOnlyList<IReadOnlyList<Prediction>> masked = model.Predict(test, 6, 1, few, mask: mask, cancellation: cancellation);
        for (int point = 0; point < test.Count; point++)
        {
            int[] without = Masked(true, train, test, point, []);
            Assert.Equal(unmasked[point].Where(p => !without.Contains(p.Label)), masked[point]);
        }
    }

    [Fact]
    public void PointWithEveryLabelMaskedGetsNone()
    {
        int[] all = [.. Enumerable.Range(0, model.LabelCount)];
        DatasetBuilder builder = new();
        builder.Add([1], [1f], all);
        LabelMask mask = new(known: builder.Build());

        Assert.Empty(model.Predict(new SparseVector([1], [1f]), 5, mask: mask));
        Assert.Equal(5, model.Predict(new SparseVector([1], [2f]), 5, mask: mask).Count);
    }

    [Fact]
    public void ValidationOfTrainingIsMaskedToo()
    {
        LabelMask mask = new(known: train);
        using ExtremeClassifier trained = ExtremeClassifier.Train(
            train, new TrainingOptions { HiddenSize = 8, Epochs = 2, Threads = 1 }, validation: test, mask: mask,
            cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(
            trained.Evaluate(test, mask: mask, cancellation: TestContext.Current.CancellationToken).PrecisionAt(1),
            trained.Training?.Epochs[^1].PrecisionAt1);
    }

    /// <summary>Points of few different queries, so that many are known; 140 labels, more than a block of the exact search has.</summary>
    private static Dataset FewQueries(int points, ulong seed)
    {
        Kernels.RandomStream random = new(seed, 5);
        DatasetBuilder builder = new();
        for (int i = 0; i < points; i++)
        {
            int query = random.NextInt32(12);
            int[] labels = [.. Enumerable.Range(0, random.NextInt32(4)).Select(_ => (query * 11) + random.NextInt32(15))];
            builder.Add([query, query + 20, 150], [1f, query % 3, random.NextInt32(2)], labels);
        }
        return builder.Build(featureCount: 160, labelCount: 140);
    }

    /// <summary>The definition, by comparing with every known point.</summary>
    private static int[] Masked(bool items, Dataset? known, Dataset asked, int point, int[] trueLabels)
    {
        SortedSet<int> masked = [];
        int[] ids = asked.Features(point).Ids.ToArray();
        float[] values = asked.Features(point).Values.ToArray();
        for (int i = 0; i < known?.Count; i++)
        {
            if (known.Features(i).Ids.ToArray().SequenceEqual(ids) && known.Features(i).Values.ToArray().SequenceEqual(values))
                masked.UnionWith(known.Labels(i).ToArray().Except(trueLabels));
        }
        if (items)
            masked.UnionWith(ids.Where((_, i) => values[i] != 0));
        return [.. masked];
    }

    /// <summary>All labels that are not masked, the best first, from every label's score.</summary>
    private IEnumerable<int> Ranked(bool items, Dataset? known, int point, int[] trueLabels)
    {
        IReadOnlyList<Prediction> all = model.Predict(test.Features(point), model.LabelCount);
        int[] masked = Masked(items, known, test, point, trueLabels);
        return all.Select(prediction => prediction.Label).Where(label => !masked.Contains(label));
    }
}
