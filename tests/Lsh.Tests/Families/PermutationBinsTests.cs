namespace Glissade.Lsh.Tests;

public sealed class PermutationBinsTests
{
    [Theory]
    [InlineData(16, 2)]
    [InlineData(21, 2)]
    [InlineData(128, 16)]
    [InlineData(5, 1)]
    public void BinsOfOnePermutationShareNoElement(int dimension, int binsPerPermutation)
    {
        PermutationBins bins = Draw(dimension, (3 * binsPerPermutation) + 1);
        int size = bins.BinSize;
        int[] members = bins.Members.ToArray();
        Assert.All(members, member => Assert.InRange(member, 0, dimension - 1));
        for (int permutation = 0; permutation < 3; permutation++)
        {
            int[] used = members[(permutation * binsPerPermutation * size)..((permutation + 1) * binsPerPermutation * size)];
            Assert.Equal(used.Length, used.Distinct().Count());
        }
    }

    [Fact]
    public void EveryElementComesToEveryPositionEquallyOften()
    {
        const int Bins = 40_000;
        int[] members = Draw(16, Bins).Members.ToArray();
        int[,] counts = new int[16, 8];
        for (int i = 0; i < members.Length; i++)
            counts[members[i], i % 8]++;
        foreach (int count in counts)
            Assert.InRange(count, 2500 - 250, 2500 + 250);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(5, 4)]
    [InlineData(21, 7)]
    public void PlacesOfAnElementAreWhereBinsNameIt(int dimension, int binCount)
    {
        PermutationBins bins = Draw(dimension, binCount);
        bins.Draw(seed: 4);
        for (int element = 0; element < dimension; element++)
        {
            int[] expected =
            [
                .. Enumerable.Range(0, bins.Members.Length).Where(i => bins.Members[i] == element)
                    .Select(i => (i / bins.BinSize * PermutationBins.MaxBinSize) + (i % bins.BinSize)),
            ];
            Assert.Equal(expected, bins.PlacesOf(element));
        }
    }

    private static PermutationBins Draw(int dimension, int binCount)
    {
        PermutationBins bins = new(dimension, binCount);
        bins.Draw(seed: 3);
        return bins;
    }
}
