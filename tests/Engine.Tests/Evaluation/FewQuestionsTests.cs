using Glissade.Kernels;

namespace Glissade.Tests;

/// <summary>A few questions are multiplied by other kernels than many, and shared among workers by labels: nobody can tell.</summary>
public sealed class FewQuestionsTests : IDisposable
{
    private const int Labels = 2600;

    private readonly TemporaryFolder folder = new();
    private readonly Dataset train;
    private readonly Dataset test;

    public FewQuestionsTests() => (train, test) = SyntheticDataset.Generate(new SyntheticOptions
    {
        FeatureCount = 3000,
        LabelCount = Labels,
        TrainCount = 400,
        TestCount = 40,
        FeatureDrawsPerPoint = 30,
        LabelsPerPoint = 3,
    });

    public static TheoryData<int, WeightPrecision, bool, bool> Models => new()
    {
        { 16, WeightPrecision.Single, false, false },
        { 144, WeightPrecision.Single, false, true },
        { 16, WeightPrecision.BFloat16, false, true },
        { 272, WeightPrecision.BFloat16, true, false },
        { 16, WeightPrecision.BFloat16Nearest, true, true },
        { 21, WeightPrecision.Single, true, false },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Models))]
    public void TheyAreAnsweredAsManyAreInEveryBit(int hidden, WeightPrecision precision, bool linearPath, bool opened)
    {
        using ExtremeClassifier model = Model(hidden, precision, linearPath, opened);
        foreach (LabelMask? mask in (LabelMask?[])[null, new LabelMask(inputItems: true, known: test)])
        {
            foreach (int topK in (int[])[1, 7, Labels])
            {
                // More than are few: by the matrix product, on one thread.
                Assert.True(test.Count > ScanWorker.FewQueries);
                IReadOnlyList<IReadOnlyList<Prediction>> expected = model.Predict(test, topK, threads: 1, mask: mask, cancellation: Token);
                for (int point = 0; point < test.Count; point += 13)
                    Assert.Equal(expected[point], model.Predict(test.Features(point), topK, mask: mask));
                foreach (int count in (int[])[1, 2, 3, ScanWorker.FewQueries, ScanWorker.FewQueries + 1])
                {
                    foreach (int threads in (int[])[1, 2, 5])
                        Assert.Equal(expected.Take(count), model.Predict(First(count), topK, threads, mask: mask, cancellation: Token));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ScoresOfAllLabelsAndOfSomeAreThoseOfTheSearch(int hidden, WeightPrecision precision, bool linearPath, bool opened)
    {
        using ExtremeClassifier model = Model(hidden, precision, linearPath, opened);
        IReadOnlyList<Prediction> expected = model.Predict(test, Labels, threads: 1, cancellation: Token)[5];
        float[] scores = new float[Labels];
        model.ScoreAll(test.Features(5), scores);
        Assert.All(expected, prediction => Assert.Equal(prediction.Score, scores[prediction.Label]));

        int[] some = [.. Enumerable.Range(0, Labels).Where(label => label % 3 == 1)];
        Prediction[] best = new Prediction[some.Length];
        Assert.Equal(some.Length, model.Predict(test.Features(5), some, best));
        // Sums of rows picked by id are taken in another order.
        Assert.All(best, prediction => Assert.Equal(scores[prediction.Label], prediction.Score, 1e-4f));
        Assert.All(best.Zip(expected.Where(prediction => prediction.Label % 3 == 1)),
            pair => Assert.Equal(pair.Second.Score, pair.First.Score, 1e-4f));
    }

    [Fact]
    public void OfEqualScoresTheLowerLabelsAreFoundWhoeverScoredThem()
    {
        using Network network = new(4, [3], Labels, Layers.HiddenActivation.Relu);
        using WorkerTeam team = new(3);
        using ExactScan scan = new(network, topK: 9, blockQueries: 2);
        for (int round = 0; round < 20; round++)
        {
            scan.Clear();
            scan.Add(new SparseVector([1], [1]), []);
            scan.Add(new SparseVector([2], [1]), [0, 2, 2500]);
            scan.Run(team);
            Assert.Equal(Enumerable.Range(0, 9), scan.Top(0).Ids.ToArray());
            Assert.Equal([1, 3, 4, 5, 6, 7, 8, 9, 10], scan.Top(1).Ids.ToArray());
        }
    }

    [Fact]
    public void ProgressAndCancellationAreThoseOfMany()
    {
        using ExtremeClassifier model = Model(16, WeightPrecision.Single, linearPath: false, opened: false);
        List<int> seen = [];
        model.Predict(First(3), threads: 2, progress: new Synchronous(seen.Add), cancellation: Token);
        Assert.Equal([3], seen);
        CancellationToken cancelled = new(canceled: true);
        Assert.Throws<OperationCanceledException>(() => model.Predict(First(3), threads: 2, cancellation: cancelled));
    }

    private Dataset First(int count)
    {
        DatasetBuilder builder = new();
        for (int point = 0; point < count; point++)
            builder.Add(test.Features(point).Ids, test.Features(point).Values, test.Labels(point));
        return builder.Build();
    }

    private ExtremeClassifier Model(int hidden, WeightPrecision precision, bool linearPath, bool opened)
    {
        ExtremeClassifier model = ExtremeClassifier.Train(train, new TrainingOptions
        {
            HiddenSize = hidden,
            Precision = precision,
            LinearPath = linearPath,
            Sampler = SamplerKind.Uniform,
            Epochs = 1,
            Threads = 1,
        }, cancellation: Token);
        if (!opened)
            return model;
        using (model)
            model.Save(folder.File("model"));
        return ExtremeClassifier.Open(folder.File("model"));
    }

    private sealed class Synchronous(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
