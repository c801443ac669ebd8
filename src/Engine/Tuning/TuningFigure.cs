namespace Glissade;

/// <summary>A ranking figure that a search can make large (<see cref="RankingMetrics"/> defines them).</summary>
public enum TuningFigure
{
    /// <summary>Precision at k.</summary>
    Precision,

    /// <summary>Propensity-scored precision at k, with general constants: rare labels weigh more.</summary>
    PropensityScoredPrecision,

    /// <summary>nDCG at k.</summary>
    Ndcg,

    /// <summary>Recall at k.</summary>
    Recall,
}
