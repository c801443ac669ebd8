namespace Glissade.Lsh.Tests;

/// <summary>How often two vectors share a bucket, over many draws of hash functions, and how far that is from a probability.</summary>
internal static class CollisionRate
{
    internal const int Tables = 500;

    /// <summary>Mean over the seeds 1, 2, ... of the share of tables with a common bucket, and its standard error.</summary>
    internal static (double Mean, double Error) Measure(Func<ulong, IHashFamily> create, float[] first, float[] second, int seeds)
    {
        double[] rates = new double[seeds];
        for (int i = 0; i < seeds; i++)
        {
            using IHashFamily family = create((ulong)i + 1);
            rates[i] = TestFamilies.Hash(family, first).Zip(TestFamilies.Hash(family, second)).Count(pair => pair.First == pair.Second)
                / (double)family.TableCount;
        }

        double mean = rates.Average();
        return (mean, Math.Sqrt(rates.Sum(rate => (rate - mean) * (rate - mean)) / (seeds * (seeds - 1.0))));
    }

    /// <summary>Asserts a measured rate to be within four standard errors, or a little <paramref name="more"/>, of what is expected.</summary>
    internal static void AssertNear(double expected, (double Mean, double Error) measured, double more = 0)
    {
        double tolerance = (4 * measured.Error) + more + 1e-9;
        Assert.InRange(measured.Mean, expected - tolerance, expected + tolerance);
    }

    internal static HashFamilyOptions OneCode(ulong seed) => new() { HashesPerTable = 1, TableCount = Tables, Seed = seed };
}
