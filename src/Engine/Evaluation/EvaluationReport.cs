namespace Glissade;

/// <summary>Ranking figures over a set of points, as fractions (0.5, not 50 %). Each list has one number for each cut-off.</summary>
/// <param name="Points">Number of points, those without labels included.</param>
/// <param name="Cutoffs">The k of "at k", ascending.</param>
/// <param name="Precision">P@k; NaN without points.</param>
/// <param name="Ndcg">nDCG@k; NaN without points.</param>
/// <param name="Recall">Recall@k; NaN without points.</param>
/// <param name="PropensityScoredPrecision">PSP@k; NaN if no point has a label; null if no propensities were given.</param>
public sealed record EvaluationReport(
    long Points,
    IReadOnlyList<int> Cutoffs,
    IReadOnlyList<double> Precision,
    IReadOnlyList<double> Ndcg,
    IReadOnlyList<double> Recall,
    IReadOnlyList<double>? PropensityScoredPrecision)
{
    /// <summary>Whether the points' own items were left out of the ranking (<see cref="LabelMask.InputItems"/>).</summary>
    public bool InputItemsMasked { get; init; }

    /// <summary>Whether labels known for the identical query were left out of the ranking (<see cref="LabelMask.FiltersKnown"/>).</summary>
    public bool KnownLabelsFiltered { get; init; }

    /// <summary>P@<paramref name="k"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="k"/> is not one of <see cref="Cutoffs"/>.</exception>
    public double PrecisionAt(int k)
    {
        for (int i = 0; i < Cutoffs.Count; i++)
        {
            if (Cutoffs[i] == k)
                return Precision[i];
        }
        throw new ArgumentException($"k must be one of {string.Join(", ", Cutoffs)}, but is {k}", nameof(k));
    }
}
