using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade.Runner.Hashing;

/// <summary>
/// Times the rebuild of each index over a layer of Amazon-670K's size, whose rows are random: hashing costs the same for any rows, and random
/// ones fill buckets evenly.
/// </summary>
internal static class RebuildMeasurement
{
    /// <summary>Rows: as many as Amazon-670K has labels.</summary>
    public const int Rows = 670_091;

    /// <summary>Elements of a row: 128 hidden units and the bias.</summary>
    public const int Columns = 129;

    private const int Rounds = 3;

    /// <summary>One figure an index, with the settings that training would choose. Those that learn rebuild as those that do not.</summary>
    public static IReadOnlyList<RebuildResult> Run(TextWriter messages, CancellationToken cancellation)
    {
        using WeightMatrix rows = Random();
        using WorkerTeam team = new(Environment.ProcessorCount);
        DatasetSummary shape = DatasetSummary.Of(SyntheticDataset.Generate(SyntheticPresets.A670K).Train);
        List<RebuildResult> results = [];
        foreach (Retriever retriever in RetrieverFamily.All.SelectMany(family => family.Retrievers(shape)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!retriever.IsDefault || retriever.LearnsFrom is not null)
                continue;
            using INeuronIndex index = retriever.Create(Rows, Columns);
            index.Rebuild(rows, default, team);
            double seconds = RetrieverMeasurement.MedianSeconds(Rounds, () => index.Rebuild(rows, default, team));
            IndexStatistics statistics = index.Describe();
            if (seconds < 1e-3)
                continue; // an index without anything to build
            messages.WriteLine(FormattableString.Invariant($"rebuild, {retriever.Name}: {seconds:0.000} s"));
            results.Add(new RebuildResult(retriever.Family, retriever.Setting, seconds, statistics.MemoryBytes));
        }
        return results;
    }

    private static WeightMatrix Random()
    {
        WeightMatrix rows = new(Rows, Columns);
        RandomStream random = new(1);
        for (int row = 0; row < Rows; row++)
        {
            // Sums of uniforms are near enough to normal and much quicker to draw.
            foreach (ref float element in rows.Row(row))
                element = random.NextSingle() + random.NextSingle() - random.NextSingle() - random.NextSingle();
        }
        return rows;
    }
}

/// <summary>What a rebuild takes.</summary>
/// <param name="Family">The family's name.</param>
/// <param name="Setting">Its setting.</param>
/// <param name="Seconds">Seconds on all cores.</param>
/// <param name="Bytes">Size of the index, the rows themselves left out.</param>
internal sealed record RebuildResult(string Family, string Setting, double Seconds, long Bytes);
