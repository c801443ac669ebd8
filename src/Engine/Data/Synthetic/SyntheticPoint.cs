namespace Glissade.Synthetic;

/// <summary>One point at a time of a synthetic task's training or test part; always the same ones in the same order.</summary>
internal sealed class SyntheticPoint(SyntheticTask task, int part)
{
    internal const int TrainPart = 0;
    internal const int TestPart = 1;

    /// <summary>Values have this many decimals, in the text and in memory.</summary>
    internal const int Decimals = 4;

    private const int MostLabels = 30;
    private const int MostLabelDraws = 200;
    private const int FewestFeatureDraws = 10;
    private const double SameClusterShare = 0.6;
    private const double FirstLabelShare = 0.4;
    private const double DecimalUnits = 10_000;

    private readonly SyntheticOptions options = task.Options;
    private readonly List<int> labelRanks = [];
    private readonly List<int> labels = [];
    private readonly List<int> draws = [];
    private readonly List<int> features = [];
    private readonly List<float> values = [];
    private SplitMix64 random = new(SplitMix64.Hash((task.Options.Seed * 7) + 100 + (ulong)part));

    /// <summary>Label ids, the one drawn first in front.</summary>
    internal List<int> Labels => labels;

    /// <summary>Feature ids, ascending.</summary>
    internal List<int> Features => features;

    /// <summary>The value of feature <paramref name="i"/> of the point in units of its last decimal.</summary>
    internal ulong ValueUnits(int i) => (ulong)Math.Round(values[i] * DecimalUnits, MidpointRounding.ToEven); // the product is exact

    /// <summary>Makes the next point.</summary>
    internal void Next()
    {
        DrawLabels();
        DrawFeatures();
        CountDraws();
        if (options.NormalizeRows)
            Normalize();
    }

    private void DrawLabels()
    {
        labelRanks.Clear();
        int wanted = 1;
        double another = 1.0 - (1.0 / options.LabelsPerPoint);
        while (wanted < MostLabels && random.NextUnit() < another)
            wanted++;
        int first = task.LabelRank(random.NextUnit());
        labelRanks.Add(first);
        for (int tries = 0; labelRanks.Count < wanted && tries < MostLabelDraws; tries++)
        {
            int rank = random.NextUnit() < SameClusterShare ? DrawFromCluster(first) : task.LabelRank(random.NextUnit());
            if (!labelRanks.Contains(rank))
                labelRanks.Add(rank);
        }
        labels.Clear();
        foreach (int rank in labelRanks)
            labels.Add(task.LabelOfRank(rank));
    }

    private int DrawFromCluster(int rank)
    {
        int start = rank / options.ClusterSize * options.ClusterSize;
        return start + random.NextBelow(Math.Min(options.ClusterSize, options.LabelCount - start));
    }

    private void DrawFeatures()
    {
        double wanted = options.FeatureDrawsPerPoint * (0.6 + (0.8 * random.NextUnit()));
        int count = Math.Max(FewestFeatureDraws, (int)Math.Round(wanted, MidpointRounding.AwayFromZero));
        draws.Clear();
        for (int i = 0; i < count; i++)
            draws.Add(random.NextUnit() < options.NoiseShare ? task.Feature(random.NextUnit()) : DrawPrototype());
        draws.Sort();
    }

    private int DrawPrototype()
    {
        int rank = labelRanks[random.NextUnit() < FirstLabelShare ? 0 : random.NextBelow(labelRanks.Count)];
        return task.PrototypeFeature(rank, random.NextBelow(options.PrototypesPerLabel + options.PrototypesPerCluster));
    }

    /// <summary>Repeated draws of a feature make its value larger, by the logarithm of their number; chance scales each value.</summary>
    private void CountDraws()
    {
        features.Clear();
        values.Clear();
        for (int i = 0, next; i < draws.Count; i = next)
        {
            for (next = i + 1; next < draws.Count && draws[next] == draws[i];)
                next++;
            features.Add(draws[i]);
            values.Add((float)((1 + Math.Log(next - i)) * (0.5 + random.NextUnit())));
        }
    }

    private void Normalize()
    {
        double squares = 0;
        foreach (float value in values)
            squares += (float)(value * value);
        double scale = 1 / Math.Sqrt(squares);
        for (int i = 0; i < values.Count; i++)
            values[i] = (float)(values[i] * scale);
    }
}
