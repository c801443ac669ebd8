using FsCheck;
using FsCheck.Xunit;

namespace Glissade.Lsh.Tests;

public sealed class CandidateCounterTests
{
    private const int RowCount = 40;
    private const int MostHits = 200;

    [Property]
    public void CountsAndSelectionAgreeWithADictionary(byte[][] queries, NonNegativeInt budget)
    {
        using CandidateCounter counter = new(RowCount, MostHits);
        foreach (byte[] query in queries)
        {
            int[] ids = [.. query.Select(value => value % RowCount)];
            counter.Begin();
            counter.Add(ids.AsSpan(0, ids.Length / 2));
            counter.Add(ids.AsSpan(ids.Length / 2));
            Dictionary<int, int> hits = [];
            List<int> order = [];
            foreach (int id in ids)
            {
                if (!hits.TryAdd(id, 1))
                    hits[id]++;
                else
                    order.Add(id);
            }

            Assert.Equal(order.Count, counter.Count);
            Assert.Equal(order, counter.Ids.ToArray());
            for (int id = 0; id < RowCount; id++)
                Assert.Equal(hits.GetValueOrDefault(id), counter.Hits(id));
            int wanted = budget.Get % (RowCount + 5);
            int[] selected = new int[wanted];
            int found = counter.SelectMostFrequent(wanted, selected);
            Assert.Equal(order.OrderByDescending(id => hits[id]).Take(wanted), selected[..found]); // a stable sort
            int least = 1 + (budget.Get % 4);
            found = counter.SelectMostFrequent(wanted, selected, least);
            Assert.Equal(order.OrderByDescending(id => hits[id]).Where(id => hits[id] >= least).Take(wanted), selected[..found]);
        }
    }

    [Fact]
    public void SelectingTwiceGivesTheSame()
    {
        using CandidateCounter counter = new(RowCount, MostHits);
        counter.Begin();
        counter.Add([5, 3, 3, 9, 9, 5, 1, 9]);
        int[] first = new int[3];
        int[] second = new int[3];
        counter.SelectMostFrequent(3, first);
        counter.SelectMostFrequent(3, second);
        Assert.Equal([9, 5, 3], first);
        Assert.Equal(first, second);
    }

    [Fact]
    public void EpochsRunOutWithoutMixingQueries()
    {
        using CandidateCounter counter = new(3, mostHits: 2);
        for (int query = 0; query < 140_000; query++)
        {
            counter.Begin();
            counter.Add([query % 3, query % 3]);
            if (counter.Count != 1 || counter.Hits(query % 3) != 2 || counter.Hits((query + 1) % 3) != 0)
                Assert.Fail($"query {query} sees hits of another");
        }
    }

    [Fact]
    public void HitsStopAtTheirLimitInEveryEpoch()
    {
        int[] many = new int[70_000];
        using CandidateCounter counter = new(2, mostHits: 3);
        for (int query = 0; query < 16_390; query++)
        {
            counter.Begin();
            if (query is not (0 or 16_381 or 16_382))
                continue;
            counter.Add(many);
            counter.Add([1]);
            Assert.Equal(3, counter.MaxHits);
            Assert.Equal(3, counter.Hits(0));
            Assert.Equal(1, counter.Hits(1));
            int[] selected = new int[2];
            Assert.Equal(2, counter.SelectMostFrequent(2, selected));
            Assert.Equal([0, 1], selected);
        }
    }

    [Fact]
    public void QueriesAllocateNothing()
    {
        using CandidateCounter counter = new(RowCount, MostHits);
        int[] ids = [.. Enumerable.Range(0, 200).Select(i => i * i % RowCount)];
        int[] selected = new int[10];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int query = 0; query < 100; query++)
        {
            counter.Begin();
            counter.Add(ids);
            counter.SelectMostFrequent(10, selected);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void IdsOutsideAreRefusedAndTheCounterStaysUsable()
    {
        using CandidateCounter counter = new(RowCount, MostHits);
        counter.Begin();
        Assert.Throws<ArgumentOutOfRangeException>(() => counter.Add([4, RowCount, 5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => counter.Add([-1]));
        Assert.Equal([4], counter.Ids.ToArray());
        Assert.Throws<ArgumentException>(() => counter.SelectMostFrequent(1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => counter.SelectMostFrequent(-1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => counter.Hits(RowCount));
    }
}
