using FsCheck.Xunit;

namespace Glissade.Lsh.Tests;

public sealed class WtaFamilyTests
{
    private const ulong Seed = 31;

    [Property(Arbitrary = [typeof(AwkwardVectors)])]
    public void BucketsEqualTheDefinition(AwkwardVector vector)
    {
        using WtaFamily family = Create();
        Assert.Equal(ReferenceBuckets(family, vector.Values), TestFamilies.Hash(family, vector.Values));
    }

    [Property(Arbitrary = [typeof(AwkwardVectors)])]
    public void OnlyTheOrderOfElementsCounts(AwkwardVector vector)
    {
        // A strictly increasing map that moves zero as well.
        float[] distinct = [.. vector.Values.Select(value => value == 0 ? 0 : value).Distinct().Order()];
        float[] ranks = [.. vector.Values.Select(value => Array.IndexOf(distinct, value == 0 ? 0 : value) - 2.5f)];
        using WtaFamily family = Create();
        Assert.Equal(TestFamilies.Hash(family, vector.Values), TestFamilies.Hash(family, ranks));
    }

    [Fact]
    public void ZeroBeatsNegativeElements()
    {
        float[] vector = new float[TestFamilies.Dimension];
        Array.Fill(vector, -1);
        vector[4] = 0;
        using WtaFamily wta = Create();
        using DwtaFamily dwta = new(TestFamilies.Dimension, Options());
        int[] buckets = TestFamilies.Hash(wta, vector);
        Assert.Equal(ReferenceBuckets(wta, vector), buckets);
        Assert.NotEqual(TestFamilies.Hash(dwta, vector), buckets);
    }

    [Fact]
    public void WithoutZerosBucketsAreThoseOfDensifiedHashing()
    {
        using Kernels.RowMatrix rows = Samples.Gaussian(100, TestFamilies.Dimension, seed: 3);
        using WtaFamily wta = Create();
        using DwtaFamily dwta = new(TestFamilies.Dimension, Options());
        Assert.Equal(TestFamilies.HashAll(dwta, rows), TestFamilies.HashAll(wta, rows));
    }

    [Fact]
    public void NotANumberCountsAsMinusInfinity()
    {
        float[] vector = [.. Enumerable.Range(0, TestFamilies.Dimension).Select(i => i % 3 == 0 ? float.NaN : -i)];
        float[] infinite = [.. vector.Select(value => float.IsNaN(value) ? float.NegativeInfinity : value)];
        using WtaFamily family = Create();
        Assert.Equal(TestFamilies.Hash(family, infinite), TestFamilies.Hash(family, vector));
        Assert.Equal(ReferenceBuckets(family, infinite), TestFamilies.Hash(family, infinite));
    }

    private static HashFamilyOptions Options() => new() { HashesPerTable = 4, TableCount = 9, Seed = Seed };

    private static WtaFamily Create() => new(TestFamilies.Dimension, Options());

    private static int[] ReferenceBuckets(WtaFamily family, float[] vector) => ReferenceBins.Buckets(
        family, members => Enumerable.Range(0, members.Length).MaxBy(position => vector[members[position]]), Seed);
}
