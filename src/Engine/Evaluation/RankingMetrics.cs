namespace Glissade;

/// <summary>
/// Sums up how well ranked predictions meet true labels: precision, nDCG, recall and propensity-scored precision at several cut-offs k,
/// defined as by the Extreme Classification repository. Each worker owns one, and <see cref="Merge"/> joins them.
/// </summary>
/// <remarks>
/// For a point with true labels Y and predictions p1, p2, ...:
/// P@k = |{p1..pk} and Y| / k; nDCG@k = (sum over hits at rank r up to k of 1/log2(r+1)) / (sum over r = 1..min(k, |Y|) of 1/log2(r+1));
/// recall@k = |{p1..pk} and Y| / |Y|; each averaged over all points.
/// A point without labels counts as a point with 0 for all three: the repository's scripts divide by the number of all points too.
/// PSP@k is a ratio of sums over all points: the inverse propensities of the hits, over the sum of the k largest of Y.
/// Predictions that are missing because fewer than k were given count as wrong.
/// Hits are whole numbers, so P@k is the same in whatever order points are added and merged; the others agree to rounding.
/// </remarks>
public sealed class RankingMetrics
{
    private readonly int[] cutoffs;
    private readonly ReadOnlyMemory<double>? inversePropensities;
    private readonly double[] discounts;
    private readonly double[] largestWeights;
    private readonly long[] hits;
    private readonly double[] ndcg;
    private readonly double[] recall;
    private readonly double[] weightOfHits;
    private readonly double[] weightAttainable;
    private long points;

    /// <summary>Figures at k = 1, 3 and 5, without propensities.</summary>
    public RankingMetrics()
        : this([1, 3, 5])
    {
    }

    /// <summary>Figures at the given cut-offs.</summary>
    /// <param name="cutoffs">Every k, positive and ascending.</param>
    /// <param name="inversePropensities">A weight for each label (<see cref="Propensity"/>), not copied; null leaves PSP@k out.</param>
    /// <exception cref="ArgumentException">There is no cut-off, or they are not positive and ascending.</exception>
    public RankingMetrics(ReadOnlySpan<int> cutoffs, ReadOnlyMemory<double>? inversePropensities = null)
    {
        if (cutoffs.IsEmpty || cutoffs[0] < 1 || !Ascends(cutoffs))
        {
            string given = string.Join(", ", cutoffs.ToArray());
            throw new ArgumentException($"cut-offs must be positive and ascending, but are [{given}]", nameof(cutoffs));
        }
        this.cutoffs = cutoffs.ToArray();
        this.inversePropensities = inversePropensities;
        discounts = new double[cutoffs[^1]];
        for (int rank = 0; rank < discounts.Length; rank++)
            discounts[rank] = 1 / Math.Log2(rank + 2);
        largestWeights = new double[cutoffs[^1]];
        hits = new long[cutoffs.Length];
        ndcg = new double[cutoffs.Length];
        recall = new double[cutoffs.Length];
        weightOfHits = new double[cutoffs.Length];
        weightAttainable = new double[cutoffs.Length];
    }

    /// <summary>Predictions that a point should have: the largest cut-off.</summary>
    public int MaxK => cutoffs[^1];

    /// <summary>Points added so far.</summary>
    public long Points => points;

    /// <summary>Adds a point.</summary>
    /// <param name="predicted">Label ids, the best first, without repetition; those after <see cref="MaxK"/> are not looked at.</param>
    /// <param name="labels">The true label ids, ascending without repetition; may be empty.</param>
    /// <exception cref="ArgumentException">
    /// A prediction comes twice, true labels do not ascend, or one of them has no inverse propensity.
    /// </exception>
    public void Add(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels)
    {
        ReadOnlySpan<int> considered = predicted[..Math.Min(predicted.Length, MaxK)];
        Check(considered, labels);
        ReadOnlySpan<double> weights = inversePropensities is { } given ? given.Span : default;
        FindLargestWeights(labels, weights);
        points++;
        // Nothing can be hit or attained.
        if (labels.IsEmpty)
            return;
        int pointHits = 0;
        double gain = 0, idealGain = 0, weight = 0, attainable = 0;
        int rank = 0;
        for (int c = 0; c < cutoffs.Length; c++)
        {
            for (; rank < cutoffs[c]; rank++)
            {
                if (rank < considered.Length && labels.BinarySearch(considered[rank]) >= 0)
                {
                    pointHits++;
                    gain += discounts[rank];
                    weight += weights.IsEmpty ? 0 : weights[considered[rank]];
                }
                if (rank < labels.Length)
                {
                    idealGain += discounts[rank];
                    attainable += largestWeights[rank];
                }
            }
            hits[c] += pointHits;
            ndcg[c] += gain / idealGain;
            recall[c] += (double)pointHits / labels.Length;
            weightOfHits[c] += weight;
            weightAttainable[c] += attainable;
        }
    }

    /// <summary>Adds all points of <paramref name="other"/>, which stays as it is.</summary>
    /// <exception cref="ArgumentException">The other has other cut-offs or other propensities.</exception>
    public void Merge(RankingMetrics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!cutoffs.AsSpan().SequenceEqual(other.cutoffs))
            throw new ArgumentException("only metrics with the same cut-offs can be merged", nameof(other));
        if (!Nullable.Equals(inversePropensities, other.inversePropensities))
            throw new ArgumentException("only metrics that share their inverse propensities can be merged", nameof(other));
        points += other.points;
        for (int c = 0; c < cutoffs.Length; c++)
        {
            hits[c] += other.hits[c];
            ndcg[c] += other.ndcg[c];
            recall[c] += other.recall[c];
            weightOfHits[c] += other.weightOfHits[c];
            weightAttainable[c] += other.weightAttainable[c];
        }
    }

    /// <summary>The figures over all points added so far.</summary>
    public EvaluationReport ToReport()
    {
        double[] precision = new double[cutoffs.Length];
        double[] meanNdcg = new double[cutoffs.Length];
        double[] meanRecall = new double[cutoffs.Length];
        double[]? propensityScored = inversePropensities is null ? null : new double[cutoffs.Length];
        for (int c = 0; c < cutoffs.Length; c++)
        {
            precision[c] = hits[c] / ((double)points * cutoffs[c]);
            meanNdcg[c] = ndcg[c] / points;
            meanRecall[c] = recall[c] / points;
            if (propensityScored is not null)
                propensityScored[c] = weightOfHits[c] / weightAttainable[c];
        }
        return new EvaluationReport(points, Array.AsReadOnly(cutoffs), precision, meanNdcg, meanRecall, propensityScored);
    }

    private void Check(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels)
    {
        for (int rank = 1; rank < predicted.Length; rank++)
        {
            if (predicted[..rank].Contains(predicted[rank]))
                throw new ArgumentException($"predictions must not repeat, but label {predicted[rank]} comes twice", nameof(predicted));
        }
        if (!Ascends(labels))
            throw new ArgumentException("true labels must ascend without repetition", nameof(labels));
        if (inversePropensities is { } weights && !labels.IsEmpty && (labels[0] < 0 || labels[^1] >= weights.Length))
        {
            throw new ArgumentException(
                $"true labels must be from 0 to {weights.Length - 1}, but are from {labels[0]} to {labels[^1]}", nameof(labels));
        }
    }

    /// <summary>Sorts the largest weights of the true labels, at most MaxK of them, into the scratch array, descending.</summary>
    private void FindLargestWeights(ReadOnlySpan<int> labels, ReadOnlySpan<double> weights)
    {
        Array.Clear(largestWeights);
        if (weights.IsEmpty)
            return;
        foreach (int label in labels)
        {
            double weight = weights[label];
            int place = largestWeights.Length;
            while (place > 0 && largestWeights[place - 1] < weight)
                place--;
            if (place == largestWeights.Length)
                continue;
            Array.Copy(largestWeights, place, largestWeights, place + 1, largestWeights.Length - place - 1);
            largestWeights[place] = weight;
        }
    }

    private static bool Ascends(ReadOnlySpan<int> ids)
    {
        for (int i = 1; i < ids.Length; i++)
        {
            if (ids[i] <= ids[i - 1])
                return false;
        }
        return true;
    }
}
