namespace Glissade.Kernels.Tests;

public sealed unsafe class TopSelectionTests
{
    private static readonly int[] Counts = [0, 1, 2, 63, 64, 65, 127, 128, 200, 1000];
    private static readonly int[] Budgets = [0, 1, 2, 5, 63, 64, 65, 300];

    [Fact]
    public void OffersInAnyOrderKeepTheBestLowerIdFirstAmongEquals()
    {
        foreach (int count in Counts)
        {
            (int[] ids, float[] scores) = Draw(count, 1);
            int[] order = [.. Enumerable.Range(0, count)];
            new RandomStream(2).Shuffle(order);
            TopSelection selection = new();
            foreach (int budget in Budgets)
            {
                selection.Begin(budget);
                foreach (int i in order)
                    selection.Offer(ids[i], scores[i]);
                AssertBest(ids, scores, budget, selection);
            }
        }
    }

    [Fact]
    public void ARunIsOfferedAsItsElementsOneByOne()
    {
        foreach (int count in Counts)
        {
            (int[] ids, float[] scores) = Draw(count, 3);
            using GuardedBuffer<int> runIds = new(count);
            using GuardedBuffer<float> runScores = new(count);
            ids.CopyTo(runIds.Span);
            scores.CopyTo(runScores.Span);
            TopSelection selection = new();
            foreach (int budget in Budgets)
            {
                selection.Begin(budget);
                int half = count / 3;
                selection.OfferRun(runIds.Pointer, runScores.Pointer, half);
                selection.OfferRun(runIds.Pointer + half, runScores.Pointer + half, count - half);
                AssertBest(ids, scores, budget, selection);
            }
        }
    }

    [Fact]
    public void RunsInAnyOrderAreOfferedAsTheirElementsOneByOne()
    {
        foreach (int count in Counts)
        {
            (int[] ids, float[] scores) = Draw(count, 5);
            int[] order = [.. Enumerable.Range(0, count)];
            new RandomStream(6).Shuffle(order);
            using GuardedBuffer<int> anyIds = new(count);
            using GuardedBuffer<float> anyScores = new(count);
            order.Select(i => ids[i]).ToArray().CopyTo(anyIds.Span);
            order.Select(i => scores[i]).ToArray().CopyTo(anyScores.Span);
            TopSelection selection = new();
            foreach (int budget in Budgets)
            {
                selection.Begin(budget);
                int half = count / 3;
                selection.OfferAny(anyIds.Pointer, anyScores.Pointer, half);
                selection.OfferAny(anyIds.Pointer + half, anyScores.Pointer + half, count - half);
                AssertBest(ids, scores, budget, selection);
            }
        }
    }

    [Fact]
    public void QueriesSideBySideKeepTheirOwnBest()
    {
        using TopSelectionBatch batch = new(70);
        foreach (int queries in (int[])[1, 15, 16, 17, 64, 70])
        {
            foreach (int count in (int[])[0, 1, 5, 100])
            {
                foreach (int budget in Budgets)
                {
                    int[] ids = [.. Enumerable.Range(0, count)];
                    float[][] columns = [.. Enumerable.Range(0, queries).Select(query => Draw(count, (ulong)query).Scores)];
                    batch.Begin(queries, budget);
                    using GuardedBuffer<float> row = new(RowMatrix.PadColumns(queries));
                    for (int id = 0; id < count; id++)
                    {
                        // Columns beyond the last query hold anything.
                        row.Span.Fill(id % 2 == 0 ? float.PositiveInfinity : float.NaN);
                        for (int query = 0; query < queries; query++)
                            row.Span[query] = columns[query][id];
                        batch.Offer(id, row.Pointer);
                    }
                    for (int query = 0; query < queries; query++)
                        AssertBest(ids, columns[query], budget, batch[query]);
                }
            }
        }
    }

    [Fact]
    public void WithAFloorOnlyWhatIsAboveItIsKept()
    {
        using TopSelectionBatch batch = new(20);
        using GuardedBuffer<float> row = new(RowMatrix.PadColumns(20));
        foreach (int budget in Budgets)
        {
            foreach (float floor in (float[])[float.NegativeInfinity, -10, 30, float.PositiveInfinity])
            {
                float[][] columns = [.. Enumerable.Range(0, 20).Select(query => Draw(80, (ulong)query).Scores)];
                batch.Begin(20, budget, floor);
                for (int id = 0; id < 80; id++)
                {
                    row.Span.Fill(float.PositiveInfinity);
                    for (int query = 0; query < 20; query++)
                        row.Span[query] = columns[query][id];
                    batch.Offer(id, row.Pointer);
                }
                for (int query = 0; query < 20; query++)
                {
                    int[] above = [.. Enumerable.Range(0, 80).Where(id => columns[query][id] > floor)];
                    AssertBest(above, [.. above.Select(id => columns[query][id])], budget, batch[query]);
                }
            }
        }
    }

    [Fact]
    public void SortingPutsTheBestOfEveryQueryFirst()
    {
        using TopSelectionBatch batch = new(2);
        batch.Begin(2, 2);
        float* row = stackalloc float[16];
        for (int id = 0; id < 3; id++)
        {
            row[0] = id;
            row[1] = -id;
            batch.Offer(id, row);
        }
        batch.Sort();
        Assert.Equal([2, 1], batch[0].Ids);
        Assert.Equal([2f, 1f], batch[0].Scores);
        Assert.Equal([0, 1], batch[1].Ids);
    }

    /// <summary>Ascending ids with gaps, and scores of which many are equal and some are special.</summary>
    private static (int[] Ids, float[] Scores) Draw(int count, ulong seed)
    {
        RandomStream random = new(seed);
        float[] special = [float.NaN, float.NegativeInfinity, float.PositiveInfinity, -0f, 0];
        int[] ids = new int[count];
        float[] scores = new float[count];
        for (int i = 0; i < count; i++)
        {
            ids[i] = (3 * i) + random.NextInt32(3);
            scores[i] = random.NextInt32(5) == 0 ? special[random.NextInt32(special.Length)] : random.NextInt32(100) - 50;
        }
        return (ids, scores);
    }

    private static void AssertBest(int[] ids, float[] scores, int budget, TopSelection selection)
    {
        selection.Sort();
        float[] ranked = [.. scores.Select(score => float.IsNaN(score) ? float.NegativeInfinity : score)];
        int[] expected = [.. Enumerable.Range(0, ids.Length).OrderByDescending(i => ranked[i]).ThenBy(i => ids[i]).Take(budget)];
        Assert.Equal(expected.Select(i => ids[i]), selection.Ids.ToArray());
        Assert.Equal(expected.Select(i => ranked[i]), selection.Scores.ToArray());
    }
}
