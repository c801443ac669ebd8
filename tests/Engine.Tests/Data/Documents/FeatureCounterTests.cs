using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Glissade.Documents;

namespace Glissade.Engine.Tests.Data.Documents;

public sealed class FeatureCounterTests
{
    private static readonly Gen<int> Id =
        Gen.OneOf(Gen.Choose(-1, 5), Gen.Choose(0, 1000), Gen.Choose(int.MaxValue - 3, int.MaxValue), Gen.Choose(0, int.MaxValue));

    [Property(MaxTest = 300)]
    public Property EachTextHasItsIdsAscendingWithTheirCounts() =>
        Prop.ForAll(Id.ListOf().ListOf().ToArbitrary(), static texts => AssertCounted([.. texts.Select(text => text.ToArray())]));

    /// <summary>More texts, and more ids, than are sorted at a time.</summary>
    [Fact]
    public void ManyTextsAreCountedGroupByGroup()
    {
        Random random = new(1);
        AssertCounted([.. Enumerable.Range(0, 1500).Select(_ => Draw(random.Next(0, 100)))]);
        AssertCounted([Draw(50_000), [], Draw(3), Draw(40_000)]);

        int[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(-1, 3000))];
    }

    private static void AssertCounted(int[][] texts)
    {
        Random random = new(texts.Length);
        AssertCounted(texts, []);
        AssertCounted(texts, [.. texts.SelectMany(text => text).Select(_ => (byte)random.Next(1, 256))]);
    }

    private static void AssertCounted(int[][] texts, byte[] times)
    {
        FeatureCounter counter = new();
        int[] ends = new int[texts.Length];
        for (int i = 0, end = 0; i < ends.Length; i++)
            ends[i] = end += texts[i].Length;
        int[] counts = new int[texts.Length];
        // Twice: nothing may be left of the first time.
        for (int round = 0; round < 2; round++)
            counter.CountAll([.. texts.SelectMany(text => text)], times, ends, counts);
        int at = 0;
        var expected = texts
            .Select(text => text.Select(id => (Id: id, Times: times.Length == 0 ? 1 : times[at++])).Where(found => found.Id >= 0)
            .GroupBy(found => found.Id, found => found.Times).OrderBy(group => group.Key).ToArray()).ToArray();
        Assert.Equal(expected.Select(groups => groups.Length), counts);
        Assert.Equal(expected.SelectMany(groups => groups.Select(group => group.Key)), counter.Ids.ToArray());
        Assert.Equal(expected.SelectMany(groups => groups.Select(group => (float)group.Sum())), counter.Values.ToArray());
    }
}
