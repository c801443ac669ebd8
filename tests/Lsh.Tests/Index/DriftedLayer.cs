using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

/// <summary>
/// A layer as training leaves it: rows share a component that points against the queries' common one,
/// each row has a bias of its own, and queries end in 1.
/// </summary>
internal sealed class DriftedLayer : IDisposable
{
    internal const int Width = 32;

    internal DriftedLayer(int rowCount, int queryCount, ulong seed)
    {
        Rows = Samples.Weights(Samples.Gaussian(rowCount, Width + 1, seed));
        Queries = Samples.Gaussian(queryCount, Width + 1, seed + 1);
        using RowMatrix direction = Samples.Gaussian(1, Width, seed + 2);
        for (int i = 0; i < rowCount; i++)
        {
            for (int j = 0; j < Width; j++)
                Rows.Row(i)[j] -= 2 * direction.Row(0)[j];
        }

        for (int i = 0; i < queryCount; i++)
        {
            for (int j = 0; j < Width; j++)
                Queries.Row(i)[j] += 1.5f * direction.Row(0)[j];
            Queries.Row(i)[Width] = 1;
        }
    }

    internal WeightMatrix Rows { get; }

    internal RowMatrix Queries { get; }

    internal float[] MeanQuery { get; } = new float[Width + 1];

    internal QueryMoments Moments() => QueryMoments.Measure(Queries, MeanQuery);

    internal LshIndex CreateIndex(bool centre, int hashesPerTable = 7, int tableCount = 40) =>
        new(Rows.Rows, Family(hashesPerTable, tableCount), new LshIndexOptions { Centre = centre });

    public void Dispose()
    {
        Rows.Dispose();
        Queries.Dispose();
    }

    private static SimHashFamily Family(int hashesPerTable, int tableCount) =>
        new(Width + 1, new HashFamilyOptions { HashesPerTable = hashesPerTable, TableCount = tableCount, Seed = 5 });
}
