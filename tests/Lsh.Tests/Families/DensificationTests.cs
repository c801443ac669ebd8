using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed unsafe class DensificationTests
{
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

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void EmptyBinsTakeTheFirstWinnerAmongTheirLenders(int stride)
    {
        const int Bins = 40;
        RandomStream random = new(3);
        Densification densification = new(Bins, seed: 1);
        for (int winners = 0; winners < Bins; winners++)
        {
            int[] codes = new int[Bins * stride];
            Array.Fill(codes, WinnerTakeAll.NoWinner);
            for (int i = 0; i < winners; i++)
                codes[random.NextInt32(Bins) * stride] = random.NextInt32(8);
            int[] filled = new int[Bins];
            fixed (int* source = codes)
            fixed (int* target = filled)
                densification.Fill(source, stride, target);
            for (int bin = 0; bin < Bins; bin++)
            {
                IEnumerable<int> asked =
                    Enumerable.Range(1, Densification.MaxAttempts).Select(attempt => densification.Lender(bin, attempt));
                int expected = asked.Prepend(bin).Select(lender => codes[lender * stride]).FirstOrDefault(code => code >= 0);
                Assert.Equal(expected, filled[bin]);
            }
        }
    }
}
