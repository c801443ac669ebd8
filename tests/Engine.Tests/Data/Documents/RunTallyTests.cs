using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Glissade.Documents;

namespace Glissade.Engine.Tests.Data.Documents;

public sealed class RunTallyTests
{
    /// <summary>Few ids, some of which share their lowest bits.</summary>
    private static readonly Gen<int> Id = Gen.OneOf(
        Gen.Choose(-1, 5), Gen.Choose(0, 3).Select(high => (high << 20) + 7), Gen.Constant(int.MaxValue));

    [Property(MaxTest = 500)]
    public Property EachTextHasItsIdsAsOftenAsTheyWereFound() => Prop.ForAll(Id.ListOf().ListOf().ToArbitrary(), static texts =>
    {
        RunTally tally = new();
        // Several batches, the same texts in another order: nothing of one may count in the next.
        for (int batch = 0; batch < 3; batch++)
        {
            tally.Clear();
            int start = 0;
            foreach (IReadOnlyList<int> text in batch == 1 ? Enumerable.Reverse(texts) : texts)
            {
                tally.AddText([.. text]);
                AssertSame(text, tally, start);
                start = tally.Count;
            }
        }
    });

    [Fact]
    public void AnIdThatOccursOftenIsListedOnceForEachByteful()
    {
        RunTally tally = new();
        tally.AddText([.. Enumerable.Repeat(3, 1000), 4, 3]);
        Assert.Equal([3, 3, 3, 3, 4], Ids(tally));
        Assert.Equal([255, 255, 255, 236, 1], Times(tally));
    }

    [Fact]
    public void AnIdThatSharesNoPlaceIsListedOnce()
    {
        RunTally tally = new();
        tally.AddText([1, 2, 1]);
        tally.AddText([2, 2, -1, 1, -1]);
        Assert.Equal([1, 2, 2, -1, 1], Ids(tally));
        Assert.Equal([2, 1, 2, 2, 1], Times(tally));
    }

    private static int[] Ids(RunTally tally)
    {
        int[] ids = new int[tally.Count];
        tally.CopyTo(ids, new byte[tally.Count]);
        return ids;
    }

    private static byte[] Times(RunTally tally)
    {
        byte[] times = new byte[tally.Count];
        tally.CopyTo(new int[tally.Count], times);
        return times;
    }

    private static void AssertSame(IReadOnlyList<int> expected, RunTally tally, int start)
    {
        Dictionary<int, int> found = [];
        for (int i = start; i < tally.Count; i++)
            found[Ids(tally)[i]] = found.GetValueOrDefault(Ids(tally)[i]) + Times(tally)[i];
        Assert.Equal(expected.CountBy(id => id).OrderBy(pair => pair.Key), found.OrderBy(pair => pair.Key));
    }
}
