using System.Runtime.CompilerServices;
using Glissade.Kernels;

namespace Glissade;

public sealed partial class ExtremeClassifier
{
    /// <summary>Points of a stream that are answered together, for each worker: as many as share a reading of the weights.</summary>
    private const int StreamBlock = ExactScan.BlockQueries;

    /// <summary>The labels that answer best to one point, exactly: every label is scored. Allocates the result and nothing else.</summary>
    /// <param name="features">The point as the training data would have it, every id below <see cref="FeatureCount"/>.</param>
    /// <param name="topK">How many labels, at most.</param>
    /// <param name="threshold">Labels with a lower score are left out.</param>
    /// <param name="mask">Labels that are left out; by default none is. Finding them allocates.</param>
    /// <returns>The best first; the lower label first among equals.</returns>
    /// <exception cref="ArgumentException">A feature id is not below the model's number of features, or <paramref name="topK"/> is not
    /// positive.</exception>
    public IReadOnlyList<Prediction> Predict(SparseVector features, int topK = 5, float threshold = float.NegativeInfinity, LabelMask? mask = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(topK);
        using ScanPool<PointScan>.Lease lease = scans.Rent();
        return ToPredictions(lease.Scan.BestOfAll(features, Math.Min(topK, LabelCount), mask), threshold);
    }

    /// <summary>The labels that answer best to a text, exactly, if the model was trained on texts.</summary>
    /// <param name="text">
    /// Any text, which is cut into words as the training data was (<see cref="TextFeatures.Transform"/>). Several columns of data are one
    /// text, joined by line feeds.
    /// </param>
    /// <param name="topK">How many labels, at most.</param>
    /// <param name="threshold">Labels with a lower score are left out.</param>
    /// <param name="mask">Labels that are left out; by default none is.</param>
    /// <returns>The best first; the lower label first among equals. If the text has no word that the model knows: what the model says of
    /// a point without features.</returns>
    /// <exception cref="InvalidOperationException">The model was trained on numbered features: <see cref="TextFeatures"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="topK"/> is not positive.</exception>
    public IReadOnlyList<Prediction> Predict(string text, int topK = 5, float threshold = float.NegativeInfinity, LabelMask? mask = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        TextFeatures words = TextFeatures
            ?? throw new InvalidOperationException("the model was trained on numbered features and knows no words, so that it takes no texts");
        return Predict(words.Transform(text), topK, threshold, mask);
    }

    /// <summary>The labels that answer best to one point, exactly, written into memory of the caller: nothing is allocated.</summary>
    /// <param name="features">The point as the training data would have it, every id below <see cref="FeatureCount"/>.</param>
    /// <param name="predictions">Receives labels and scores, the best first; its length is how many labels are wanted at most.</param>
    /// <param name="threshold">Labels with a lower score are left out.</param>
    /// <param name="mask">Labels that are left out; by default none is. Finding those known for the identical query allocates.</param>
    /// <returns>How many predictions were written. What lies behind them in <paramref name="predictions"/> stays as it was.</returns>
    /// <exception cref="ArgumentException">A feature id is not below the model's number of features.</exception>
    /// <remarks>The first calls, as many as run at the same time, make the scratch memory that later ones use.</remarks>
    public int Predict(
        SparseVector features, Span<Prediction> predictions, float threshold = float.NegativeInfinity, LabelMask? mask = null)
    {
        if (predictions.IsEmpty)
            return 0;
        using ScanPool<PointScan>.Lease lease = scans.Rent();
        return Copy(lease.Scan.BestOfAll(features, Math.Min(predictions.Length, LabelCount), mask), predictions, threshold);
    }

    /// <summary>
    /// The labels that answer best to one point among those that an index finds, written into memory of the caller: nothing is allocated.
    /// </summary>
    /// <param name="features">The point as the training data would have it, every id below <see cref="FeatureCount"/>.</param>
    /// <param name="retrieval">The index, which chooses the labels to be scored.</param>
    /// <param name="predictions">Receives labels and scores, the best first; its length is how many labels are wanted at most.</param>
    /// <param name="threshold">Labels with a lower score are left out.</param>
    /// <param name="mask">Labels that are left out, and not made up for; null for none.</param>
    /// <returns>How many predictions were written. What lies behind them in <paramref name="predictions"/> stays as it was.</returns>
    /// <exception cref="ArgumentException">The index is another model's, or a feature id is not below the model's number of
    /// features.</exception>
    /// <remarks>The first calls, as many as run at the same time, make the scratch memory that later ones use.</remarks>
    public int Predict(
        SparseVector features, HashedRetrieval retrieval, Span<Prediction> predictions, float threshold = float.NegativeInfinity,
        LabelMask? mask = null)
    {
        ArgumentNullException.ThrowIfNull(retrieval);
        retrieval.CheckBelongsTo(this);
        if (retrieval.ScoresEveryLabel)
            return Predict(features, predictions, threshold, mask);
        if (predictions.IsEmpty)
            return 0;
        using ScanPool<HashedPointScan>.Lease lease = retrieval.Scans.Rent();
        return Copy(lease.Scan.Best(features, Math.Min(predictions.Length, LabelCount), mask), predictions, threshold);
    }

    /// <summary>
    /// The best of some labels for one point, written into memory of the caller: for those that are in stock, allowed, or found by other
    /// means. Only their rows of the output layer are read, and nothing is allocated.
    /// </summary>
    /// <param name="features">The point as the training data would have it, every id below <see cref="FeatureCount"/>.</param>
    /// <param name="labels">The labels to choose from, in any order, none twice. Ascending ones are read fastest.</param>
    /// <param name="predictions">Receives labels and scores, the best first; its length is how many labels are wanted at most.</param>
    /// <param name="threshold">Labels with a lower score are left out.</param>
    /// <param name="mask">Labels that are left out; by default none is. Finding those known for the identical query allocates.</param>
    /// <returns>How many predictions were written. What lies behind them in <paramref name="predictions"/> stays as it was.</returns>
    /// <exception cref="ArgumentException">A label is not below <see cref="LabelCount"/>, or a feature id not below the number of
    /// features.</exception>
    /// <remarks>Scores are those of a search among all labels to rounding, since sums are taken in another order.</remarks>
    public int Predict(
        SparseVector features, ReadOnlySpan<int> labels, Span<Prediction> predictions, float threshold = float.NegativeInfinity,
        LabelMask? mask = null)
    {
        CheckLabels(labels);
        if (predictions.IsEmpty)
            return 0;
        using ScanPool<PointScan>.Lease lease = scans.Rent();
        return Copy(lease.Scan.BestOf(labels, features, Math.Min(predictions.Length, labels.Length), mask), predictions, threshold);
    }

    /// <summary>The labels that answer best to each point of <paramref name="data"/>.</summary>
    /// <param name="data">Points; their labels are not looked at.</param>
    /// <param name="topK">How many labels for a point, at most.</param>
    /// <param name="threads">Workers; by default one for each processor.</param>
    /// <param name="retrieval">An index that chooses the labels to be scored; by default every label is.</param>
    /// <param name="threshold">Labels with a lower score are left out.</param>
    /// <param name="mask">Labels that are left out for each point; by default none is.</param>
    /// <param name="progress">Told how many points have been answered, several times, on a worker's thread.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>For each point its predictions, the best first.</returns>
    /// <exception cref="ArgumentException">
    /// The data has more features than the model, <paramref name="topK"/> is not positive, or the index is another model's.
    /// </exception>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    public IReadOnlyList<IReadOnlyList<Prediction>> Predict(
        Dataset data, int topK = 5, int? threads = null, HashedRetrieval? retrieval = null, float threshold = float.NegativeInfinity,
        LabelMask? mask = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(topK);
        CheckFeatures(data);
        using WorkerTeam team = new(threads ?? Environment.ProcessorCount);
        return PredictAll(data, ScanFactory(topK, retrieval), team, threshold, mask, progress, cancellation);
    }

    /// <summary>
    /// The labels that answer best to each point of a stream, in its order. Points are read a block at a time, as many as the workers
    /// answer together, and only as far as answers are asked for.
    /// </summary>
    /// <param name="points">Points as the training data would have them.</param>
    /// <param name="topK">How many labels for a point, at most.</param>
    /// <param name="threshold">Labels with a lower score are left out.</param>
    /// <param name="threads">Workers; by default one for each processor.</param>
    /// <param name="retrieval">An index that chooses the labels to be scored; by default every label is.</param>
    /// <param name="mask">Labels that are left out for each point; by default none is.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>For each point its predictions, the best first.</returns>
    /// <exception cref="ArgumentException">
    /// At once: <paramref name="topK"/> or <paramref name="threads"/> is not positive, or the index is another model's. While
    /// enumerating: a point is malformed or has a feature that the model does not know.
    /// </exception>
    /// <exception cref="OperationCanceledException">While enumerating: the search was stopped.</exception>
    public IEnumerable<IReadOnlyList<Prediction>> PredictStream(
        IEnumerable<SparsePoint> points, int topK = 5, float threshold = float.NegativeInfinity, int? threads = null,
        HashedRetrieval? retrieval = null, LabelMask? mask = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        int workers = StreamWorkers(topK, threads);
        Func<int, ILabelScan> createScan = ScanFactory(topK, retrieval);
        return Stream();

        IEnumerable<IReadOnlyList<Prediction>> Stream()
        {
            using WorkerTeam team = new(workers);
            foreach (SparsePoint[] block in points.Chunk(checked(StreamBlock * workers)))
            {
                DatasetBuilder builder = new();
                foreach (SparsePoint point in block)
                    Add(builder, point);
                foreach (IReadOnlyList<Prediction> answer in PredictBlock(builder, createScan, team, threshold, mask, cancellation))
                    yield return answer;
            }
        }
    }

    /// <summary>
    /// The labels that answer best to each point of an asynchronous stream, in its order. Points that have arrived are answered before
    /// further ones are waited for, many together if many have.
    /// </summary>
    /// <param name="points">Points as the training data would have them; their memory is not used after the next one was asked for.</param>
    /// <param name="topK">How many labels for a point, at most.</param>
    /// <param name="threshold">Labels with a lower score are left out.</param>
    /// <param name="threads">Workers; by default one for each processor.</param>
    /// <param name="retrieval">An index that chooses the labels to be scored; by default every label is.</param>
    /// <param name="mask">Labels that are left out for each point; by default none is.</param>
    /// <param name="cancellation">Stops the search, and the waiting for points.</param>
    /// <returns>For each point its predictions, the best first. The search itself runs on the thread that asks for the next
    /// answer.</returns>
    /// <exception cref="ArgumentException">
    /// At once: <paramref name="topK"/> or <paramref name="threads"/> is not positive, or the index is another model's. While
    /// enumerating: a point is malformed or has a feature that the model does not know.
    /// </exception>
    /// <exception cref="OperationCanceledException">While enumerating: the search was stopped.</exception>
    public IAsyncEnumerable<IReadOnlyList<Prediction>> PredictStreamAsync(
        IAsyncEnumerable<SparsePoint> points, int topK = 5, float threshold = float.NegativeInfinity, int? threads = null,
        HashedRetrieval? retrieval = null, LabelMask? mask = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        int workers = StreamWorkers(topK, threads);
        Func<int, ILabelScan> createScan = ScanFactory(topK, retrieval);
        return Stream(cancellation);

        async IAsyncEnumerable<IReadOnlyList<Prediction>> Stream([EnumeratorCancellation] CancellationToken stop)
        {
            using WorkerTeam team = new(workers);
            await using ReadAhead<SparsePoint> source = new(points, stop);
            DatasetBuilder arrived = new();
            while (true)
            {
                if (arrived.Count > 0 && (!source.IsReady || arrived.Count >= StreamBlock * workers))
                {
                    foreach (IReadOnlyList<Prediction> answer in PredictBlock(arrived, createScan, team, threshold, mask, stop))
                        yield return answer;
                    arrived = new DatasetBuilder();
                }
                if (!await source.MoveNextAsync().ConfigureAwait(false))
                    break;
                Add(arrived, source.Current);
                source.AskForNext();
            }
            foreach (IReadOnlyList<Prediction> answer in PredictBlock(arrived, createScan, team, threshold, mask, stop))
                yield return answer;
        }
    }

    /// <summary>The scores of some labels for one point. Only their rows of the output layer are read, and nothing is allocated.</summary>
    /// <param name="features">The point as the training data would have it.</param>
    /// <param name="labels">The labels, in any order.</param>
    /// <param name="scores">Receives a logit for each of them.</param>
    /// <exception cref="ArgumentException">
    /// There is not room for one score a label, a label is not below <see cref="LabelCount"/>, or a feature id not below the number of
    /// features.
    /// </exception>
    public void Score(SparseVector features, ReadOnlySpan<int> labels, Span<float> scores)
    {
        CheckLabels(labels);
        if (scores.Length != labels.Length)
            throw new ArgumentException($"{labels.Length} labels are to be scored, but there is room for {scores.Length} scores",
                nameof(scores));
        using ScanPool<PointScan>.Lease lease = scans.Rent();
        lease.Scan.Score(labels, features, scores);
    }

    /// <summary>The score of every label for one point. Nothing is allocated.</summary>
    /// <param name="features">The point as the training data would have it.</param>
    /// <param name="scores">Receives <see cref="LabelCount"/> logits.</param>
    /// <exception cref="ArgumentException"><paramref name="scores"/> has another length, or a feature id is not below the model's
    /// number of features.</exception>
    public void ScoreAll(SparseVector features, Span<float> scores)
    {
        if (scores.Length != LabelCount)
            throw new ArgumentException($"the model has {LabelCount} labels, but there is room for {scores.Length} scores", nameof(scores));
        using ScanPool<PointScan>.Lease lease = scans.Rent();
        lease.Scan.ScoreAll(features, scores);
    }

    private IReadOnlyList<Prediction>[] PredictAll(
        Dataset data, Func<int, ILabelScan> createScan, WorkerTeam team, float threshold, LabelMask? mask,
        IProgress<int>? progress, CancellationToken cancellation)
    {
        IReadOnlyList<Prediction>[] predictions = new IReadOnlyList<Prediction>[data.Count];
        Ranking.ForEach(
            createScan, Weighting, data, mask is null ? null : (point, masked) => mask.Find(data.Features(point), [], masked), team,
            (_, point, top) => predictions[point] = ToPredictions(top, threshold), progress, cancellation);
        return predictions;
    }

    private IReadOnlyList<Prediction>[] PredictBlock(
        DatasetBuilder points, Func<int, ILabelScan> createScan, WorkerTeam team, float threshold, LabelMask? mask,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Dataset data = points.Build();
        CheckFeatures(data);
        return PredictAll(data, createScan, team, threshold, mask, progress: null, cancellation);
    }

    /// <summary>How many workers answer a stream.</summary>
    private static int StreamWorkers(int topK, int? threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(topK);
        int workers = threads ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers, nameof(threads));
        return workers;
    }

    private static void Add(DatasetBuilder builder, SparsePoint point) => builder.Add(point.Ids.Span, point.Values.Span, []);

    private static Prediction[] ToPredictions(TopSelection top, float threshold)
    {
        Prediction[] predictions = new Prediction[CountReaching(top, threshold)];
        for (int i = 0; i < predictions.Length; i++)
            predictions[i] = new Prediction(top.Ids[i], top.Scores[i]);
        return predictions;
    }

    private static int Copy(TopSelection top, Span<Prediction> predictions, float threshold)
    {
        int count = CountReaching(top, threshold);
        for (int i = 0; i < count; i++)
            predictions[i] = new Prediction(top.Ids[i], top.Scores[i]);
        return count;
    }

    /// <summary>The best come first, so those that reach a threshold are a beginning.</summary>
    private static int CountReaching(TopSelection top, float threshold)
    {
        int count = top.Count;
        while (count > 0 && top.Scores[count - 1] < threshold)
            count--;
        return count;
    }

    private void CheckLabels(ReadOnlySpan<int> labels)
    {
        int outside = labels.IndexOfAnyExceptInRange(0, LabelCount - 1);
        if (outside >= 0)
            throw new ArgumentOutOfRangeException(nameof(labels), labels[outside],
                $"labels must be below {LabelCount}, the number of the model's labels");
    }
}
