namespace Glissade.Lsh;

/// <summary>
/// Which of the ids in a query's buckets are its candidates (SLIDE, Chen et al. 2020, section 3.1, the sampling strategies).
/// </summary>
public enum CandidateSelection
{
    /// <summary>Those found in most tables, ties in order of first appearance (SLIDE's top-K). Looks into every table.</summary>
    MostFrequent,

    /// <summary>
    /// Whole buckets of tables in random order until the budget is reached. The cheapest: few tables are looked into. The order follows
    /// from the index's seed and the query's buckets, so a query is answered alike by every thread.
    /// </summary>
    Vanilla,

    /// <summary>
    /// Those found in at least <see cref="LshIndexOptions.MinHits"/> tables, most frequent first. With p the probability that the family
    /// gives query and row one code, a row is found with probability sum over i from m to L of (L over i) p^(K i) (1 - p^K)^(L - i).
    /// </summary>
    HardThreshold,
}
