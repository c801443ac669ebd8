namespace Glissade.Kernels;

/// <summary>Which of two scored ids, no score of which is NaN, is nearer to a heap's top.</summary>
internal interface IScoreOrder
{
    /// <summary>Whether the first belongs above the other.</summary>
    static abstract bool IsAbove(float score, int id, float otherScore, int otherId);
}

/// <summary>Higher scores first, of equal scores the lower id.</summary>
internal readonly struct BestFirst : IScoreOrder
{
    public static bool IsAbove(float score, int id, float otherScore, int otherId) =>
        score > otherScore || (score == otherScore && id < otherId);
}

/// <summary>The other way round.</summary>
internal readonly struct WorstFirst : IScoreOrder
{
    public static bool IsAbove(float score, int id, float otherScore, int otherId) => BestFirst.IsAbove(otherScore, otherId, score, id);
}
