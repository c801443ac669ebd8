using Glissade.Kernels;

namespace Glissade.Lsh.Tests.Learning;

/// <summary>
/// A layer whose rows and queries agree in a few elements only: a query is its target's signal beside nuisance that has nothing to do with
/// the target's and is longer. Angles, and so functions as drawn, see mostly nuisance.
/// </summary>
internal sealed class PlantedTargets : IDisposable
{
    internal const int RowCount = 400;
    internal const int Dimension = Signal + Nuisance + 1;

    private const int Signal = 8;
    private const int Nuisance = 20;
    private const int Queries = 800;
    private const float NuisanceDeviation = 0.9f;
    private const float QueryNoise = 0.1f;

    private readonly RowMatrix training;
    private readonly RowMatrix heldOut;
    private readonly int[] trainingTargets = new int[Queries];
    private readonly int[][] heldOutTargets = new int[Queries / 4][];
    private readonly float[] mean = new float[Dimension];

    internal PlantedTargets(ulong seed = 1)
    {
        RandomStream random = new(seed, 77);
        Rows = Samples.Weights(Samples.Gaussian(RowCount, Dimension, seed));
        for (int row = 0; row < RowCount; row++)
        {
            foreach (ref float value in Rows.Row(row).Slice(Signal, Nuisance))
                value *= NuisanceDeviation;
        }
        training = Draw(Queries, ref random, (i, target) => trainingTargets[i] = target);
        heldOut = Draw(Queries / 4, ref random, (i, target) => heldOutTargets[i] = [target]);
        Examples = new HashExamples(Dimension, Queries);
        for (int i = 0; i < Queries; i++)
            Examples.Add(training.Row(i), [trainingTargets[i]]);
    }

    internal WeightMatrix Rows { get; }

    /// <summary>The training queries with their targets.</summary>
    internal HashExamples Examples { get; }

    /// <summary>Small batches: enough for a small layer, and quick without vector instructions too.</summary>
    internal static HashLearningOptions Options(HashLoss loss = HashLoss.Contrastive) =>
        new() { Loss = loss, BatchQueries = 32, RandomRows = 100, LearningRate = 0.05f };

    internal QueryMoments Moments() => QueryMoments.Measure(training, mean);

    internal static LshIndex CreateIndex(HashLearningOptions? learning, bool centre = true, int signatureBits = 0) =>
        new(
            RowCount,
            new SimHashFamily(Dimension + (centre ? 1 : 0), new HashFamilyOptions { HashesPerTable = 5, TableCount = 14, Seed = 3 }),
            new LshIndexOptions { Centre = centre, EqualizeLengths = centre, Learning = learning, SignatureBits = signatureBits });

    /// <summary>Room for the hyperplanes of an index that centres.</summary>
    internal static RowMatrix Hyperplanes() => new(Dimension + 1, 5 * 14);

    /// <summary>The share of held-out queries whose target is among the 30 rows that are found first, of 400.</summary>
    internal double Recall(LshIndex index) => IndexRecall.Measure(index, heldOut, heldOutTargets, budget: 20).Recall;

    /// <summary>What held-out queries find, one after the other.</summary>
    internal int[] Found(LshIndex index) => [.. IndexRecall.Best(index, heldOut, 20).SelectMany(ids => ids)];

    public void Dispose()
    {
        Rows.Dispose();
        training.Dispose();
        heldOut.Dispose();
        Examples.Dispose();
    }

    private RowMatrix Draw(int count, ref RandomStream random, Action<int, int> setTarget)
    {
        RowMatrix queries = new(count, Dimension);
        for (int i = 0; i < count; i++)
        {
            int target = random.NextInt32(RowCount);
            setTarget(i, target);
            Span<float> query = queries.Row(i);
            for (int j = 0; j < Signal; j++)
                query[j] = Rows.Row(target)[j] + (QueryNoise * random.NextGaussian());
            for (int j = Signal; j < Signal + Nuisance; j++)
                query[j] = NuisanceDeviation * random.NextGaussian();
            query[^1] = 1;
        }
        return queries;
    }
}
