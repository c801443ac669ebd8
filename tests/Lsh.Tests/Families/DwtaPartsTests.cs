using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed unsafe class DwtaPartsTests
{
    [Theory]
    [InlineData(16, 2)]
    [InlineData(21, 2)]
    [InlineData(128, 16)]
    [InlineData(5, 1)]
    public void BinsOfOnePermutationShareNoElement(int dimension, int binsPerPermutation)
    {
        int size = DwtaBins.BinSize(dimension);
        int[] members = new int[size * ((3 * binsPerPermutation) + 1)];
        DwtaBins.Draw(members, dimension, seed: 3);
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
        int[] members = new int[Bins * 8];
        DwtaBins.Draw(members, 16, seed: 3);
        int[,] counts = new int[16, 8];
        for (int i = 0; i < members.Length; i++)
            counts[members[i], i % 8]++;
        foreach (int count in counts)
            Assert.InRange(count, 2500 - 250, 2500 + 250);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(300)]
    public void LendersLieWithinTheBins(int bins)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            Densification densification = new(bins, seed);
            for (int bin = 0; bin < bins; bin++)
            {
                for (int attempt = 1; attempt <= Densification.MaxAttempts; attempt++)
                    Assert.InRange(densification.Lender(bin, attempt), 0, bins - 1);
            }
        }
    }

    [Fact]
    public void LendersAreSpreadOverAllBins()
    {
        int[] counts = new int[50];
        Densification densification = new(50, seed: 4);
        for (int bin = 0; bin < 50; bin++)
        {
            for (int attempt = 1; attempt <= Densification.MaxAttempts; attempt++)
                counts[densification.Lender(bin, attempt)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 50, 150));
    }

    [Fact]
    public void BorrowingGivesUpWithCodeZero()
    {
        using AlignedBuffer<int> codes = new(10 * WinnerTakeAll.Lanes);
        codes.Slice(0, (int)codes.Length).Fill(WinnerTakeAll.NoWinner);
        Assert.Equal(0, new Densification(10, 1).Borrow(codes.Pointer, lane: 2, bin: 3));
        codes.Slice(0, (int)codes.Length).Fill(5);
        Assert.Equal(5, new Densification(10, 1).Borrow(codes.Pointer, lane: 2, bin: 3));
    }
}
