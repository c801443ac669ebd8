using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed unsafe class CodeScanIndexTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(33)]
    public void ARotationKeepsInnerProductsAndForgetsTheAxes(int dimension)
    {
        using RandomRotation rotation = new(dimension, seed: 3);
        Assert.Equal((dimension + 15) / 16 * 16, rotation.RotatedDimension);
        using RowMatrix vectors = new(3, dimension);
        RandomStream random = new(4);
        for (int i = 0; i < dimension; i++)
            (vectors.Row(0)[i], vectors.Row(1)[i]) = (random.NextGaussian(), random.NextGaussian());
        vectors.Row(2)[0] = 1;
        using RowMatrix rotated = new(3, rotation.RotatedDimension);
        rotation.Rotate(vectors, 3, rotated);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(
                    TensorPrimitives.Dot<float>(vectors.Row(i), vectors.Row(j)),
                    TensorPrimitives.Dot<float>(rotated.Row(i), rotated.Row(j)), 1e-4f);
            }
        }
        Assert.InRange(TensorPrimitives.MaxMagnitude<float>(rotated.Row(2)), -0.95f, 0.95f);
    }

    [Fact]
    public void TablesHoldTheSumsUnderEveryPatternOfSigns()
    {
        float[] query = [0.5f, -1, 2, 0.25f, 0, 0, -3, 1];
        using CodeTables tables = new(query.Length);
        tables.Fill(query, errors: 0);
        // One step for both tables, and 63 of them reach as far as the second table's sums do.
        Assert.Equal(8f / 63, tables.Scale, 1e-5f);
        for (int table = 0; table < 2; table++)
        {
            for (int pattern = 0; pattern < 16; pattern++)
            {
                float sum = 0;
                float least = 0;
                for (int bit = 0; bit < 4; bit++)
                {
                    float element = query[(4 * table) + bit];
                    sum += (pattern >> bit) % 2 == 1 ? element : -element;
                    least -= Math.Abs(element);
                }
                Assert.Equal(sum - least, tables.Scale * tables.Entries[(16 * table) + pattern], (0.5f * tables.Scale) + 1e-5f);
            }
        }
        Assert.Equal(-7.75f, tables.Start, 1e-5f);
        tables.Fill(query, errors: 2);
        Assert.Equal(-7.75f + (2 * 0.6028f * TensorPrimitives.Norm(query)), tables.Start, 1e-3f);
    }

    [Fact]
    public void AZeroQueryHasZeroTables()
    {
        using CodeTables tables = new(16);
        tables.Fill(new float[16], errors: 2);
        Assert.Equal((0, 0), (tables.Scale, tables.Start));
        Assert.All(Enumerable.Range(0, 64), place => Assert.Equal(0, tables.Entries[place]));
    }

    [Fact]
    public void FewCandidatesHoldNearlyAllOfTheBestRows()
    {
        using Layer layer = new(rows: 3000, width: 64, queries: 60, seed: 1);
        using WorkerTeam team = new(2);
        using CodeScanIndex index = new(3000, 65);
        index.Rebuild(layer.Rows, default, team);
        IndexRecall recall = IndexRecall.Measure(layer.Exact(team), index, layer.Queries, k: 5, budget: 150);
        Assert.True(recall.Recall > 0.9, $"recall {recall.Recall}");
    }

    [Fact]
    public void AllRowsAreCandidatesOnceTheBudgetAllows()
    {
        using Layer layer = new(rows: 130, width: 10, queries: 2, seed: 2);
        using WorkerTeam team = new(1);
        using CodeScanIndex index = new(130, 11);
        index.Rebuild(layer.Rows, default, team);
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[200];
        Assert.Equal(130, index.Search(layer.Queries.Row(1), 200, ids, state));
        Assert.Equal(Enumerable.Range(0, 130), ids[..130].Order());
    }

    [Fact]
    public void AnyNumberOfWorkersEncodesAlikeAndASeedFixesWhatIsFound()
    {
        using Layer layer = new(rows: 700, width: 20, queries: 5, seed: 3);
        int[][] found = [.. new[] { 1, 3 }.Select(workers =>
        {
            using WorkerTeam team = new(workers);
            using CodeScanIndex index = new(700, 21, seed: 9);
            index.Rebuild(layer.Rows, default, team);
            using IndexQuery state = index.CreateQuery();
            int[] ids = new int[100];
            index.Search(layer.Queries.Row(0), 100, ids, state);
            return ids;
        })];
        Assert.Equal(found[0], found[1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(37)]
    public void ABatchFindsWhatSingleQueriesFind(int queries)
    {
        // More rows than a block of the scan has, and a last group that is not full.
        const int Rows = 70_001;
        using Layer layer = new(Rows, width: 16, queries, seed: 5);
        using WorkerTeam team = new(2);
        using CodeScanIndex index = new(Rows, 17);
        index.Rebuild(layer.Rows, default, team);
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[queries * 40];
        int[] found = new int[queries];
        index.SearchBatch(layer.Queries.Pointer, layer.Queries.Stride, queries, 40, ids, found, state);
        int[] alone = new int[40];
        for (int query = 0; query < queries; query++)
        {
            Assert.Equal(found[query], index.Search(layer.Queries.Row(query), 40, alone, state));
            Assert.Equal(alone.AsSpan(0, found[query]), ids.AsSpan(query * 40, found[query]));
        }
    }

    [Fact]
    public void SearchingAllocatesNothingOnceItsScratchHasGrown()
    {
        using Layer layer = new(rows: 500, width: 20, queries: 40, seed: 4);
        using WorkerTeam team = new(1);
        using CodeScanIndex index = new(500, 21);
        index.Rebuild(layer.Rows, default, team);
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[40 * 50];
        int[] counts = new int[40];
        index.SearchBatch(layer.Queries.Pointer, layer.Queries.Stride, 40, 50, ids, counts, state);
        long before = GC.GetAllocatedBytesForCurrentThread();
        index.SearchBatch(layer.Queries.Pointer, layer.Queries.Stride, 40, 50, ids, counts, state);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(float.MaxValue)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void AQueryBeyondAllNumbersStillGetsDistinctRows(float element)
    {
        using Layer layer = new(rows: 500, width: 20, queries: 1, seed: 4);
        using WorkerTeam team = new(1);
        using CodeScanIndex index = new(500, 21);
        index.Rebuild(layer.Rows, default, team);
        layer.Queries.Row(0)[3] = element;
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[50];
        int found = index.Search(layer.Queries.Row(0), 50, ids, state);
        Assert.All(ids[..found], id => Assert.InRange(id, 0, 499));
        Assert.Equal(found, ids[..found].Distinct().Count());
    }

    [Fact]
    public void StatisticsCountABitAnElementAndTwoNumbersARow()
    {
        using CodeScanIndex index = new(65, 33);
        IndexStatistics statistics = index.Describe();
        // Two groups of 64 rows, 4 bytes of code and two of 2 bytes each, and 32 x 32 numbers of the rotation.
        Assert.Equal((128 * 8) + (32 * 32 * sizeof(float)), statistics.MemoryBytes);
        Assert.Null(statistics.Load);
    }

    [Fact]
    public void ARowNeedsAnElementBesidesItsBias() => Assert.Throws<ArgumentOutOfRangeException>(() => new CodeScanIndex(5, 1));

    /// <summary>Rows whose lengths differ by a factor of twenty, as in a trained layer.</summary>
    private sealed class Layer : IDisposable
    {
        private ExactIndex? exact;

        public Layer(int rows, int width, int queries, ulong seed)
        {
            Rows = new WeightMatrix(rows, width + 1);
            Queries = new RowMatrix(queries, width + 1);
            RandomStream random = new(seed);
            for (int row = 0; row < rows; row++)
            {
                float length = 0.1f + (2 * MathF.Pow(random.NextSingle(), 4));
                Fill(Rows.Row(row), length, -1 + (0.1f * random.NextGaussian()), ref random);
            }
            for (int query = 0; query < queries; query++)
                Fill(Queries.Row(query), 1, 1, ref random);
        }

        public WeightMatrix Rows { get; }

        public RowMatrix Queries { get; }

        public ExactIndex Exact(WorkerTeam team)
        {
            exact = new ExactIndex(Rows.Rows, Rows.Columns);
            exact.Rebuild(Rows, default, team);
            return exact;
        }

        public void Dispose()
        {
            exact?.Dispose();
            Rows.Dispose();
            Queries.Dispose();
        }

        private static void Fill(Span<float> row, float deviation, float last, ref RandomStream random)
        {
            foreach (ref float element in row)
                element = deviation * random.NextGaussian();
            row[^1] = last;
        }
    }
}
