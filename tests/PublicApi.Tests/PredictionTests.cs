using System.Runtime.CompilerServices;

namespace Glissade.PublicApi.Tests;

/// <summary>Every way to ask a model, held against the plainest.</summary>
public sealed class PredictionTests : IDisposable
{
    private readonly ExtremeClassifier model = ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options with { Epochs = 2 });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => model.Dispose();

    [Fact]
    public void ASpanIsFilledWithWhatTheListHolds()
    {
        Prediction[] room = new Prediction[9];
        for (int point = 0; point < SmallTask.Test.Count; point++)
        {
            Assert.Equal(9, model.Predict(SmallTask.Test.Features(point), room));
            Assert.Equal(model.Predict(SmallTask.Test.Features(point), topK: 9), room);
        }
        Assert.Equal(0, model.Predict(SmallTask.Test.Features(0), []));
        Assert.Equal(model.LabelCount, model.Predict(SmallTask.Test.Features(0), new Prediction[model.LabelCount + 5]));
    }

    [Fact]
    public void AThresholdLeavesOutWhatScoresBelowIt()
    {
        SparseVector features = SmallTask.Test.Features(4);
        IReadOnlyList<Prediction> all = model.Predict(features, topK: 20);
        float threshold = all[7].Score;
        Prediction[] expected = [.. all.Where(prediction => prediction.Score >= threshold)];
        Prediction untouched = new(-1, 0);
        Prediction[] room = [.. Enumerable.Repeat(untouched, 20)];
        Assert.Equal(expected, model.Predict(features, topK: 20, threshold));
        Assert.Equal(expected.Length, model.Predict(features, room, threshold));
        Assert.Equal(expected, room[..expected.Length]);
        Assert.All(room[expected.Length..], place => Assert.Equal(untouched, place));
        Assert.Equal(expected, model.Predict(SmallTask.Test, 20, threshold: threshold, cancellation: Token)[4]);
        Assert.Empty(model.Predict(features, topK: 20, float.PositiveInfinity));
    }

    [Fact]
    public void AmongSomeLabelsTheBestOfThemAreFound()
    {
        // More than are scored at once, in no order.
        int[] labels = [.. Enumerable.Range(0, model.LabelCount).Where(label => label % 3 != 1).OrderBy(label => label * 37 % 101)];
        float[] scores = new float[labels.Length];
        Prediction[] room = new Prediction[6];
        for (int point = 0; point < SmallTask.Test.Count; point++)
        {
            SparseVector features = SmallTask.Test.Features(point);
            model.Score(features, labels, scores);
            Prediction[] expected = [.. labels.Zip(scores, (label, score) => new Prediction(label, score))
                .OrderByDescending(prediction => prediction.Score).ThenBy(prediction => prediction.Label).Take(6)];
            Assert.Equal(6, model.Predict(features, labels, room));
            Assert.Equal(expected, room);
            IReadOnlyList<Prediction> all = model.Predict(features, topK: model.LabelCount);
            Assert.All(room, prediction =>
                Assert.Equal(all.Single(other => other.Label == prediction.Label).Score, prediction.Score, 1e-4f));
        }
        Assert.Equal(0, model.Predict(SmallTask.Test.Features(0), [], room));
        Assert.Equal(2, model.Predict(SmallTask.Test.Features(0), [5, 3], room));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StreamsAreAnsweredAsTheDataSetIs(bool linearPath)
    {
        using ExtremeClassifier asked = Train(linearPath);
        IReadOnlyList<IReadOnlyList<Prediction>> expected = asked.Predict(SmallTask.Test, 4, threads: 1, cancellation: Token);
        Assert.Equal(expected, asked.PredictStream(Points(), 4, threads: 1, cancellation: Token));
        Assert.Equal(expected, asked.PredictStream(Points(), 4, threads: 2, cancellation: Token));
        // Longer than one block.
        IEnumerable<SparsePoint> many = Enumerable.Repeat(Points(), 7).SelectMany(points => points);
        Assert.Equal(Enumerable.Repeat(expected, 7).SelectMany(answers => answers),
            asked.PredictStream(many, 4, threads: 1, cancellation: Token));
        Assert.Empty(asked.PredictStream([], cancellation: Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AsynchronousStreamsAreAnsweredAsTheDataSetIs(bool linearPath)
    {
        using ExtremeClassifier asked = Train(linearPath);
        IReadOnlyList<IReadOnlyList<Prediction>> expected = asked.Predict(SmallTask.Test, 4, threads: 1, cancellation: Token);
        List<IReadOnlyList<Prediction>> answers = [];
        await foreach (IReadOnlyList<Prediction> answer in asked.PredictStreamAsync(Arriving(pauseEvery: 7), 4, threads: 1,
            cancellation: Token))
            answers.Add(answer);
        Assert.Equal(expected, answers);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task AMaskLeavesTheSameLabelsOutHoweverIsAsked(bool inputItems, bool known)
    {
        LabelMask mask = new(inputItems, known ? SmallTask.Test : null);
        int[] everyLabel = [.. Enumerable.Range(0, model.LabelCount)];
        Prediction[] room = new Prediction[model.LabelCount];
        List<IReadOnlyList<Prediction>> arrived = [];
        await foreach (IReadOnlyList<Prediction> answer in model.PredictStreamAsync(
            Arriving(pauseEvery: 7), model.LabelCount, threads: 1, mask: mask, cancellation: Token))
            arrived.Add(answer);
        IReadOnlyList<Prediction>[] streamed =
            [.. model.PredictStream(Points(), model.LabelCount, threads: 2, mask: mask, cancellation: Token)];
        Assert.Equal(arrived, streamed);
        for (int point = 0; point < SmallTask.Test.Count; point++)
        {
            int[] masked =
            [
                .. inputItems ? SmallTask.Test.Features(point).Ids : [],
                .. known ? SmallTask.Test.Labels(point) : [],
            ];
            IEnumerable<Prediction> expected = model.Predict(SmallTask.Test.Features(point), model.LabelCount)
                .Where(prediction => !masked.Contains(prediction.Label));
            Assert.Equal(expected, streamed[point]);
            Assert.Equal(expected, room[..model.Predict(SmallTask.Test.Features(point), room, mask: mask)]);
            int count = model.Predict(SmallTask.Test.Features(point), everyLabel, room, mask: mask);
            Assert.Equal(everyLabel.Except(masked), room[..count].Select(prediction => prediction.Label).Order());
        }
    }

    [Fact]
    public async Task WhatHasArrivedIsAnsweredBeforeMoreIsWaitedFor()
    {
        TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncEnumerator<IReadOnlyList<Prediction>> answers =
            model.PredictStreamAsync(TwoThenWait(more), threads: 1, cancellation: Token).GetAsyncEnumerator(Token);
        Assert.True(await answers.MoveNextAsync());
        Assert.True(await answers.MoveNextAsync());
        Assert.False(more.Task.IsCompleted);
        more.SetResult();
        Assert.True(await answers.MoveNextAsync());
        Assert.Equal(model.Predict(SmallTask.Test.Features(2)), answers.Current);
        Assert.False(await answers.MoveNextAsync());
    }

    [Fact]
    public async Task AStreamThatNobodyReadsOnIsClosedAlthoughAPointIsAwaited()
    {
        TaskCompletionSource never = new();
        await foreach (IReadOnlyList<Prediction> answer in model.PredictStreamAsync(TwoThenWait(never), threads: 1, cancellation: Token))
        {
            Assert.Equal(5, answer.Count);
            break;
        }
    }

    [Fact]
    public void AStreamReadsNoFurtherThanAnswersAreAskedFor()
    {
        int read = 0;
        IEnumerable<SparsePoint> endless = Enumerable.Repeat(Points().First(), int.MaxValue).Select(point =>
        {
            read++;
            return point;
        });
        Assert.Equal(3, model.PredictStream(endless, threads: 1, cancellation: Token).Take(3).Count());
        Assert.InRange(read, 3, 1000);
    }

    [Fact]
    public async Task ACancelledSearchSaysSo()
    {
        CancellationToken cancelled = new(canceled: true);
        Assert.Throws<OperationCanceledException>(() => model.Predict(SmallTask.Test, cancellation: cancelled));
        Assert.Throws<OperationCanceledException>(() => model.PredictStream(Points(), cancellation: cancelled).First());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (IReadOnlyList<Prediction> answer in model.PredictStreamAsync(Arriving(1), cancellation: cancelled))
                Assert.Fail("an answer came");
        });
    }

    [Fact]
    public void ProgressAscendsToTheNumberOfPoints()
    {
        Counter progress = new();
        model.Predict(SmallTask.Test, threads: 2, progress: progress, cancellation: Token);
        Assert.Equal(progress.Seen.Order(), progress.Seen);
        Assert.Equal(SmallTask.Test.Count, progress.Seen[^1]);
    }

    [Fact]
    public void ManyThreadsMayAskAtOnceInEveryWay()
    {
        IReadOnlyList<IReadOnlyList<Prediction>> expected = model.Predict(SmallTask.Test, threads: 1, cancellation: Token);
        int[] labels = [.. Enumerable.Range(0, model.LabelCount)];
        float[][] scores = [.. Enumerable.Range(0, SmallTask.Test.Count).Select(point => ScoresOf(point))];
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, i =>
        {
            int point = i % SmallTask.Test.Count;
            SparseVector features = SmallTask.Test.Features(point);
            Prediction[] room = new Prediction[5];
            switch (i % 4)
            {
                case 0:
                    Assert.Equal(expected[point], model.Predict(features));
                    break;
                case 1:
                    model.Predict(features, room);
                    Assert.Equal(expected[point], room);
                    break;
                case 2:
                    model.Predict(features, labels, room);
                    Assert.Equal(scores[point].Max(), room[0].Score, 1e-4f);
                    break;
                default:
                    Assert.Equal(scores[point], ScoresOf(point));
                    break;
            }
        });

        float[] ScoresOf(int point)
        {
            float[] all = new float[model.LabelCount];
            model.ScoreAll(SmallTask.Test.Features(point), all);
            return all;
        }
    }

    [Fact]
    public void AskingAllocatesNothingButTheResult()
    {
        Prediction[] room = new Prediction[5];
        int[] labels = [2, 3, 50, 119];
        float[] some = new float[labels.Length];
        float[] all = new float[model.LabelCount];
        // Methods are compiled anew at first, and that must not fall into the measured calls.
        for (int round = 0; round < 300; round++)
        {
            AskInEveryWay();
            model.Predict(SmallTask.Test.Features(3));
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 50; round++)
            AskInEveryWay();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        before = GC.GetAllocatedBytesForCurrentThread();
        Prediction[] sizedAlike = new Prediction[5];
        long result = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();
        IReadOnlyList<Prediction> predictions = model.Predict(SmallTask.Test.Features(3));
        Assert.Equal(result, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(sizedAlike.Length, predictions.Count);

        void AskInEveryWay()
        {
            for (int point = 0; point < 4; point++)
            {
                SparseVector features = SmallTask.Test.Features(point);
                model.Predict(features, room);
                model.Predict(features, labels, room, threshold: 0);
                model.Score(features, labels, some);
                model.ScoreAll(features, all);
            }
        }
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Prediction[] room = new Prediction[2];
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(SmallTask.Test.Features(0), [0, model.LabelCount], room));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(SmallTask.Test.Features(0), [-1], room));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Score(SmallTask.Test.Features(0), [model.LabelCount], new float[1]));
        Assert.Throws<ArgumentException>(() => model.Score(SmallTask.Test.Features(0), [1, 2], new float[1]));
        Assert.ThrowsAny<ArgumentException>(() => model.Predict(new SparseVector([model.FeatureCount], [1]), room));
        Assert.ThrowsAny<ArgumentException>(() => model.PredictStream(Points(), topK: 0));
        Assert.ThrowsAny<ArgumentException>(() => model.PredictStream(Points(), threads: 0));
        Assert.ThrowsAny<ArgumentException>(() => model.PredictStreamAsync(Arriving(1), topK: 0));
        Assert.ThrowsAny<ArgumentException>(() => model.PredictStream([new(new[] { model.FeatureCount }, new[] { 1f })]).First());
        Assert.ThrowsAny<ArgumentException>(() => model.PredictStream([new(new[] { 1, 2 }, new[] { 1f })]).First());
        // A call that was refused has given its scratch back in order.
        Assert.Equal(model.Predict(SmallTask.Test, cancellation: Token)[0], model.Predict(SmallTask.Test.Features(0)));
    }

    private static ExtremeClassifier Train(bool linearPath) =>
        ExtremeClassifier.Train(SmallTask.Train, SmallTask.Options with { Epochs = 2, LinearPath = linearPath }, cancellation: Token);

    private static IEnumerable<SparsePoint> Points()
    {
        for (int point = 0; point < SmallTask.Test.Count; point++)
            yield return new SparsePoint(SmallTask.Test.Features(point).Ids.ToArray(), SmallTask.Test.Features(point).Values.ToArray());
    }

    private static async IAsyncEnumerable<SparsePoint> Arriving(int pauseEvery)
    {
        int arrived = 0;
        foreach (SparsePoint point in Points())
        {
            if (++arrived % pauseEvery == 0)
                await Task.Yield();
            yield return point;
        }
    }

    private static async IAsyncEnumerable<SparsePoint> TwoThenWait(
        TaskCompletionSource more, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        SparsePoint[] points = [.. Points().Take(3)];
        yield return points[0];
        yield return points[1];
        await more.Task.WaitAsync(cancellation);
        yield return points[2];
    }

    private sealed class Counter : IProgress<int>
    {
        public List<int> Seen { get; } = [];

        public void Report(int value) => Seen.Add(value);
    }
}
