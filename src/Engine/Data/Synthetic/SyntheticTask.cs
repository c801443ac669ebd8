namespace Glissade.Synthetic;

/// <summary>
/// What the points of a synthetic task have in common: which labels and features are frequent, and which features stand for a label.
/// </summary>
/// <remarks>
/// Labels are handled by rank, the most frequent first, and get their ids, which say nothing about frequency, at the end.
/// </remarks>
internal sealed class SyntheticTask
{
    private const double LabelRankOffset = 20;
    private const double FeatureRankOffset = 50;
    private const ulong LabelPrototypeKey = 0xA5A5;
    private const ulong ClusterPrototypeKey = 0x5A5A;
    private const ulong PrototypeStride = 1_000_003;

    private readonly ZipfDistribution labelRanks;
    private readonly ZipfDistribution featureRanks;
    private readonly int[] labelOfRank;
    private readonly int[] featureOfRank;
    private readonly ulong labelPrototypes;
    private readonly ulong clusterPrototypes;

    internal SyntheticTask(SyntheticOptions options)
    {
        Options = options;
        labelRanks = new ZipfDistribution(options.LabelCount, options.LabelExponent, LabelRankOffset);
        featureRanks = new ZipfDistribution(options.FeatureCount, options.FeatureExponent, FeatureRankOffset);
        labelOfRank = Permutation(options.LabelCount, SplitMix64.Hash((options.Seed * 3) + 1));
        featureOfRank = Permutation(options.FeatureCount, SplitMix64.Hash((options.Seed * 3) + 2));
        labelPrototypes = SplitMix64.Hash(options.Seed ^ LabelPrototypeKey);
        clusterPrototypes = SplitMix64.Hash(options.Seed ^ ClusterPrototypeKey);
    }

    internal SyntheticOptions Options { get; }

    internal int LabelRank(double unit) => labelRanks.Rank(unit);

    internal int LabelOfRank(int rank) => labelOfRank[rank];

    /// <summary>A feature by the overall distribution.</summary>
    internal int Feature(double unit) => featureOfRank[featureRanks.Rank(unit)];

    /// <summary>
    /// The feature that stands for a label in place <paramref name="prototype"/>: first the label's own, then its cluster's.
    /// </summary>
    internal int PrototypeFeature(int labelRank, int prototype)
    {
        ulong key = prototype < Options.PrototypesPerLabel
            ? labelPrototypes + ((ulong)labelRank * PrototypeStride)
            : clusterPrototypes + ((ulong)(labelRank / Options.ClusterSize) * PrototypeStride);
        return Feature(SplitMix64.ToUnit(SplitMix64.Hash(key + (ulong)prototype)));
    }

    /// <summary>The numbers below <paramref name="count"/> in random order (Fisher and Yates).</summary>
    internal static int[] Permutation(int count, ulong seed)
    {
        int[] items = new int[count];
        for (int i = 0; i < count; i++)
            items[i] = i;
        SplitMix64 random = new(seed);
        for (int i = count - 1; i > 0; i--)
        {
            int j = random.NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
        return items;
    }
}
