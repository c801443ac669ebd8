using FsCheck.Xunit;

namespace Glissade.Lsh.Tests;

public sealed class MinHashFamilyTests
{
    private const ulong Seed = 31;

    [Property(Arbitrary = [typeof(AwkwardVectors)])]
    public void BucketsEqualTheDefinition(AwkwardVector vector, byte top)
    {
        int topElements = 1 + (top % 25);
        using MinHashFamily family = Create(topElements);
        int[] set = [.. NonZeros(vector.Values).OrderByDescending(id => vector.Values[id]).Take(topElements)];
        Assert.Equal(ReferenceBuckets(family, set), TestFamilies.Hash(family, vector.Values));
    }

    [Property(Arbitrary = [typeof(AwkwardVectors)])]
    public void OnlyTheSetOfElementsCounts(AwkwardVector vector)
    {
        float[] same = [.. vector.Values.Select(value => value == 0 ? 0f : 1f)];
        using MinHashFamily family = Create(MinHashFamily.AllNonZeros);
        int[] expected = ReferenceBuckets(family, [.. NonZeros(vector.Values)]);
        Assert.Equal(expected, TestFamilies.Hash(family, vector.Values));
        Assert.Equal(expected, TestFamilies.Hash(family, same));
    }

    [Fact]
    public void OfEqualElementsThoseWithLowerIdsMakeTheSet()
    {
        float[] vector = new float[TestFamilies.Dimension];
        Array.Fill(vector, 2, 3, 12);
        using MinHashFamily family = Create(5);
        Assert.Equal(ReferenceBuckets(family, [3, 4, 5, 6, 7]), TestFamilies.Hash(family, vector));
    }

    [Fact]
    public void SetsAreOfThirtyElementsUnlessToldOtherwiseAndNoLargerThanTheVector()
    {
        HashFamilyOptions options = new() { HashesPerTable = 2 };
        using MinHashFamily usual = new(100, options);
        using MinHashFamily small = new(12, options);
        Assert.Equal((30, 12), (usual.TopElements, small.TopElements));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void EmptySetsAreRefused(int topElements) =>
        Assert.Contains(
            $"topElements must be at least 1, but is {topElements}", Assert.Throws<ArgumentException>(() => Create(topElements)).Message,
            StringComparison.Ordinal);

    private static IEnumerable<int> NonZeros(float[] vector) => Enumerable.Range(0, vector.Length).Where(id => vector[id] != 0);

    private static MinHashFamily Create(int topElements) =>
        new(TestFamilies.Dimension, new HashFamilyOptions { HashesPerTable = 4, TableCount = 9, Seed = Seed }, topElements);

    /// <summary>The place of the first member that is of the set.</summary>
    private static int[] ReferenceBuckets(MinHashFamily family, int[] set) =>
        ReferenceBins.Buckets(family, members => Array.FindIndex(members, member => set.Contains(member)), Seed);
}
